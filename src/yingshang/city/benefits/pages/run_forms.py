"""The forms of runs, notices and objections. What is right and wrong is judged by the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.pages import run_words as words
from yingshang.city.benefits.runs.models import Entitlement, Objection
from yingshang.errors import DomainError
from yingshang.ui.forms import DateInput, OncePageForm, PageForm

FEW_ROWS = forms.Textarea(attrs={"rows": 2})
ROWS = forms.Textarea(attrs={"rows": 4})


def add_domain_error(form: forms.Form, error: DomainError) -> None:
    """Show a domain error beside its field, or above the form."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, error.text(words.language()))


class OpenForm(PageForm):
    """Which policy is run over everyone, and the day whose rule holds."""

    policy = forms.ChoiceField(label=_("政策"))
    on = forms.DateField(
        label=_("按哪一天的规则和数据"),
        help_text=_("规则、参数和数据都取这一天有效的；数据随后冻结。"),
        widget=DateInput,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["policy"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class ActForm(PageForm):
    """A step about the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class StrikeForm(ActForm):
    """Which firm is taken off the list, and why."""

    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18)
    reason = forms.CharField(label=_("剔除理由"), widget=FEW_ROWS, max_length=300)


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), widget=FEW_ROWS, max_length=300)


class AnswerForm(ActForm):
    """The answer to an objection."""

    answer = forms.CharField(
        label=_("核实情况和答复"), help_text=_("会原样告诉提出的人。"), widget=ROWS,
        max_length=2000,
    )  # fmt: skip


class FilterForm(PageForm):
    """Which firms of a list are shown."""

    state = forms.ChoiceField(label=_("状态"), required=False)
    find = forms.CharField(
        label=_("代码开头或者名称"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("全部")), *Entitlement.State.choices]


class ObjectForm(OncePageForm):
    """What somebody says against a published list."""

    credit_code = forms.CharField(
        label=_("企业的统一社会信用代码"), help_text=_("名单里的代码有遮盖，请填完整的 18 位。"),
        max_length=18,
    )  # fmt: skip
    wish = forms.ChoiceField(
        label=_("您认为"), choices=Objection.Wish.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("理由"), help_text=_("写明事实，最多 2000 字，请不要写证件号码。"), widget=ROWS,
        max_length=2000,
    )  # fmt: skip
    name = forms.CharField(label=_("怎么称呼您"), max_length=120)
    phone = forms.CharField(
        label=_("联系电话"), help_text=_("只用来核实和答复；每次查看都有记录。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}), max_length=30,
    )  # fmt: skip

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["name"], self.fields["phone"]


class FollowForm(PageForm):
    """The number and the code on a receipt."""

    number = forms.CharField(label=_("编号"), max_length=40)
    code = forms.CharField(label=_("查询码"), max_length=40)
