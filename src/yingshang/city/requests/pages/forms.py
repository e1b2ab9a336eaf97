"""The forms of requests. What is right and wrong is judged by the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingshang.city.requests.pages import words
from yingshang.city.requests.texts import LONG, SHORT
from yingshang.city.requests.unresolved.contacts import Contact
from yingshang.city.requests.unresolved.deciding import Facts
from yingshang.city.requests.unresolved.intake import Report
from yingshang.city.requests.unresolved.models import CallBack, MatterClass
from yingshang.core.models import Office
from yingshang.errors import DomainError
from yingshang.ui.forms import OncePageForm, PageForm

ROWS = forms.Textarea(attrs={"rows": 4})
FEW_ROWS = forms.Textarea(attrs={"rows": 2})


def add_domain_error(form: forms.Form, error: DomainError) -> None:
    """Show a domain error beside its field, or above the form."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, error.text(words.language()))


def set_choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a choice field what it offers."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class ReportForm(OncePageForm):
    """What could not be done, and who should be answered."""

    what = forms.CharField(
        label=_("什么事没有办成，卡在哪里？"),
        help_text=_("写明哪天、在哪个窗口或网页、对方怎么说。最多 2000 字，请不要写证件号码。"),
        widget=ROWS,
        max_length=LONG,
    )
    about_item = forms.ChoiceField(label=_("关于哪个事项"), required=False)
    about_case = forms.CharField(
        label=_("办件编号"), help_text=_("已经申请过的，请填编号。"), required=False, max_length=40
    )
    name = forms.CharField(label=_("怎么称呼您"), max_length=120)
    phone = forms.CharField(
        label=_("联系电话"),
        help_text=_("只用来答复和回访；每次查看都有记录。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        max_length=30,
    )

    def __init__(self, *args: Any, place: str, is_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [("", words.said("不清楚或都不是", "Not sure, or none of them"))]
        set_choices(self, "about_item", services + words.service_choices(place))
        if is_known:
            del self.fields["name"], self.fields["phone"]
        elif type(self) is ReportForm:
            del self.fields["about_case"]

    def report(self) -> Report:
        """The report in a valid form."""
        data = self.cleaned_data
        contact = None
        if data.get("name") or data.get("phone"):
            contact = Contact(data.get("name", ""), data.get("phone", ""))
        return Report(
            self.key, data["what"], data.get("about_case", ""), data["about_item"], contact,
            bool(data.get("is_party")),
        )  # fmt: skip


class WindowReportForm(ReportForm):
    """The same as the window clerk writes it down."""

    is_party = forms.BooleanField(
        label=_("已核对身份：来人是该办件的当事人或者其代理人"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "phone"):
            self.fields[name].required = False
            self.fields[name].help_text = _("不是该办件当事人的必填。")


class FollowForm(PageForm):
    """The number and the code on a receipt."""

    number = forms.CharField(label=_("编号"), max_length=40)
    code = forms.CharField(label=_("查询码"), max_length=40)


class ActForm(PageForm):
    """A step at the desk, about the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        self.place = place
        super().__init__(*args, **kwargs)


def _yes_no(label: Any) -> forms.ChoiceField:
    options = [("yes", _("是")), ("no", _("否")), ("", _("还不清楚"))]
    return forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect, required=False)


class TakeForm(ActForm):
    """What the desk found out; the rule says whether it takes the matter."""

    conditions_met = _yes_no(_("条件已经具备而没有办成？"))
    is_litigation = _yes_no(_("属于涉法涉诉或者信访事项？"))
    is_unlawful = _yes_no(_("违反法律或者政策？"))
    matter_class = forms.ChoiceField(
        label=_("受理的，属于哪一类？"),
        choices=MatterClass.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    way = forms.ChoiceField(label=_("不受理的，去处是哪里？"), required=False)
    reason = forms.CharField(
        label=_("不受理的说明"), widget=FEW_ROWS, max_length=SHORT, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = words.choices(words.listed(self.place, "other_way").values())
        set_choices(self, "way", [("", "—"), *ways])

    def facts(self) -> Facts:
        """The findings in a valid form."""
        known = {"yes": True, "no": False}
        return Facts(
            *(known.get(self.cleaned_data[name])
              for name in ("conditions_met", "is_litigation", "is_unlawful"))
        )  # fmt: skip


class SendForm(ActForm):
    """The offices that have to answer."""

    offices = forms.MultipleChoiceField(
        label=_("转给哪些单位"), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("交办要求"), widget=FEW_ROWS, max_length=SHORT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "offices", office_choices(self.place))


class AnswerForm(ActForm):
    """The answer, and why it could not be done before."""

    answer = forms.CharField(
        label=_("答复"), help_text=_("原样告知反映人，须让人看得懂。"), widget=ROWS,
        max_length=LONG,
    )  # fmt: skip
    cause = forms.ChoiceField(label=_("没有办成的原因"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = words.choices(words.listed(self.place, "request_cause").values())
        set_choices(self, "cause", [("", "—"), *causes])


class CauseForm(AnswerForm):
    """Another cause than the one that was named."""

    reason = forms.CharField(label=_("更正的理由"), widget=FEW_ROWS, max_length=SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["answer"]


class CallForm(ActForm):
    """How a call ended."""

    outcome = forms.ChoiceField(
        label=_("回访结果"), choices=CallBack.Outcome.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    said = forms.CharField(label=_("本人怎么说"), widget=FEW_ROWS, max_length=1000)


class ReasonForm(ActForm):
    """Why, or what was done; the buttons name the step."""

    reason = forms.CharField(
        label=_("说明"), help_text=_("会记入经过。"), widget=FEW_ROWS, max_length=SHORT,
        required=False,
    )  # fmt: skip


class ImproveForm(ActForm):
    """What an office should change."""

    office = forms.ChoiceField(label=_("改进单位"))
    what = forms.CharField(label=_("要改什么"), widget=FEW_ROWS, max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "office", office_choices(self.place))


class RevealForm(ActForm):
    """Why somebody wants to know whom to call."""

    purpose = forms.CharField(label=_("查看目的"), max_length=200, initial=_("答复和回访"))


def office_choices(place: str) -> list[tuple[str, str]]:
    """The offices that can answer."""
    rows = Office.objects.filter(place=place, is_open=True, kind=Office.Kind.OFFICE)
    return [(row.code, words.office_name(row)) for row in rows.order_by("code")]
