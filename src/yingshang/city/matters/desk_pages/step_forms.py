"""The form of each step of the desk, and the `DeskStep` that it becomes."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from yingshang.city.matters.clocks import extension_budget
from yingshang.city.matters.desk import SPECIAL_PROCEDURES
from yingshang.city.matters.desk_pages.correction_forms import AskCorrection
from yingshang.city.matters.desk_pages.handover_forms import Assign, Transfer
from yingshang.city.matters.desk_pages.history import delivery_name
from yingshang.city.matters.desk_pages.life_forms import (
    CorrectOnSpot,
    MissDelivery,
    RecordVisit,
    Terminate,
    WrongOffice,
)
from yingshang.city.matters.desk_pages.step_base import (
    LONG,
    NeededOpinion,
    NeededReason,
    OptionalOpinion,
    StepForm,
)
from yingshang.city.matters.desk_pages.words import budget_text, said
from yingshang.city.matters.extending.queries import waiting_proposal
from yingshang.city.matters.listing import PROCEDURES, Matter
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.stating import laws_of
from yingshang.core.models import Case
from yingshang.ui.forms import DateInput
from yingshang.worktime.zone import SHANGHAI

REMEDIES = gettext_lazy(
    "如不服本决定，可自收到之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼。"
)
"""*Source*: 行政复议法（2023 修订）Art. 20, 行政诉讼法 Art. 46, 行政许可法 Art. 38."""


class RefuseAcceptance(NeededReason):
    """Not to be accepted: why, and by which rule."""

    legal_basis = forms.CharField(
        label=gettext_lazy("法律依据"),
        help_text=gettext_lazy("事项清单所列法律、法规的名称，写明条款。"),
        max_length=300,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["legal_basis"].initial = basis_of(parsed_matter(case.item))


def basis_of(matter: Matter) -> str:
    """The first law of the list with its article, as the form proposes it; papers are Chinese."""
    laws = laws_of(matter)
    if not laws:
        return ""
    article = laws[0].article
    whole, _dot, part = (article or "").partition(".")
    clause = f"第{whole}条" + (f"第{part}款" if part else "") if article else ""
    return f"《{laws[0].law.strip('《》')}》{clause}"


class Grant(StepForm):
    """The decision to grant."""

    opinion = forms.CharField(
        label=gettext_lazy("批准意见"), max_length=500, widget=LONG, initial=gettext_lazy("同意。")
    )


class Refuse(RefuseAcceptance):
    """The decision to refuse: reason, legal basis, and what the applicant can do about it."""

    remedies = forms.CharField(
        label=gettext_lazy("救济途径"), max_length=500, widget=LONG, initial=REMEDIES
    )

    @override
    def more(self) -> Mapping[str, object]:
        """The remedies told."""
        return {"remedies": self.cleaned_data["remedies"]}


class Suspend(StepForm):
    """A special procedure that stops the clock, with its announced end."""

    procedure = forms.ChoiceField(
        label=gettext_lazy("特别程序"),
        help_text=gettext_lazy("只有《行政许可法》第四十五条列明的八种程序不计入期限。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("由谁做、做什么；会写进告知书。"),
        max_length=180,
        widget=LONG,
    )
    end = forms.DateField(
        label=gettext_lazy("预计结束日期"),
        help_text=gettext_lazy("须告知申请人；当天仍不计时。"),
        widget=DateInput,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        field = self.fields["procedure"]
        if isinstance(field, forms.ChoiceField):
            listed = [one.procedure for one in parsed_matter(case.item).special_procedures]
            names = listed or SPECIAL_PROCEDURES
            field.choices = [(p, said(*PROCEDURES[p])) for p in names]  # type: ignore[index]  # all eight are there

    @override
    def special(self) -> dict[str, Any]:
        """Procedure and the midnight after the last day."""
        day = self.cleaned_data["end"] + timedelta(days=1)
        end = datetime.combine(day, time(), SHANGHAI)
        procedure = self.cleaned_data["procedure"]
        reason = f"{PROCEDURES[procedure][0]}：{self.cleaned_data['reason']}"
        return {"procedure": procedure, "expected_end": end, "reason": reason}


class Extend(NeededReason):
    """More time, as the item's law gives it: proposed by the desk, signed by the head."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        budget = extension_budget(case.item.body)
        if budget:
            self.note = _("依法可延长 %(budget)s，只能延一次。") % {"budget": budget_text(budget)}
        proposed = waiting_proposal(case)
        if proposed is not None:
            self.fields["reason"].initial = proposed.reason


class Deliver(StepForm):
    """Handing over at the desk or by mail, and to whom."""

    by = forms.ChoiceField(label=gettext_lazy("送达方式"), widget=forms.RadioSelect)
    received_by = forms.CharField(
        label=gettext_lazy("收件人姓名"),
        help_text=gettext_lazy("当面核对身份证件后填写。"),
        max_length=60,
    )
    tracking = forms.CharField(label=gettext_lazy("邮件编号"), required=False, max_length=40)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        ways = [w for w in parsed_matter(case.item).delivery if w != "electronic"] or ["desk"]
        field = self.fields["by"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(way, delivery_name(way)) for way in ways]
        field.initial = ways[0]

    @override
    def clean(self) -> dict[str, Any]:
        """Mail has a number by which it can be found."""
        super().clean()
        if self.cleaned_data.get("by") == "mail" and not self.cleaned_data.get("tracking"):
            self.add_error("tracking", _("邮寄须填邮件编号，便于查询。"))
        return self.cleaned_data

    @override
    def more(self) -> Mapping[str, object]:
        """Way, recipient, and the number of the mail if there is one."""
        kept = {name: self.cleaned_data[name] for name in ("by", "received_by", "tracking")}
        return {name: value for name, value in kept.items() if value}


FORMS: Mapping[str, type[StepForm]] = {
    "claim": StepForm,
    "transfer": Transfer,
    "assign": Assign,
    "accept": OptionalOpinion,
    "accept_conditionally": OptionalOpinion,
    "decide_on_undertaking": Grant,
    "pass_gap": OptionalOpinion,
    "fail_gap": NeededReason,
    "ask_correction": AskCorrection,
    "correct_on_spot": CorrectOnSpot,
    "not_within_permits": NeededReason,
    "wrong_office": WrongOffice,
    "refuse_acceptance": RefuseAcceptance,
    "handle": NeededOpinion,
    "review": NeededOpinion,
    "send_back": NeededReason,
    "grant": Grant,
    "refuse": Refuse,
    "suspend": Suspend,
    "resume": OptionalOpinion,
    "record_visit": RecordVisit,
    "ask_supplement": NeededReason,
    "propose_extension": Extend,
    "decline_extension": NeededReason,
    "extend": Extend,
    "extend_jointly": Extend,
    "deliver": Deliver,
    "miss_delivery": MissDelivery,
    "terminate": Terminate,
}
MAIN_STEPS = (
    "decide_on_undertaking", "pass_gap", "accept", "accept_conditionally", "handle", "review",
    "grant", "deliver", "resume",
)  # fmt: skip
"""Those that bring a case on: the first that is offered stands open on the page."""
STOPPING = frozenset({
    "refuse_acceptance", "not_within_permits", "wrong_office", "refuse", "terminate", "fail_gap",
})  # fmt: skip
