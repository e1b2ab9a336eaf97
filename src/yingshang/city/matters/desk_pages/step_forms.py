"""The form of each step of the desk, and the `DeskStep` that it becomes."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from yingshang.city.matters.clocks import extension_budget
from yingshang.city.matters.desk import SPECIAL_PROCEDURES, DeskStep
from yingshang.city.matters.desk_pages.history import delivery_name
from yingshang.city.matters.desk_pages.words import budget_text, said
from yingshang.city.matters.lists import parsed_matter
from yingshang.core.models import Case
from yingshang.ui.forms import DateInput, OncePageForm
from yingshang.worktime.zone import SHANGHAI

LONG = forms.Textarea(attrs={"rows": 3})
PROCEDURES = {
    "hearing": ("听证", "hearing"),
    "tender": ("招标", "tender"),
    "auction": ("拍卖", "auction"),
    "inspection": ("检验", "inspection"),
    "testing": ("检测", "testing"),
    "quarantine": ("检疫", "quarantine"),
    "appraisal": ("鉴定", "appraisal"),
    "expert_review": ("专家评审", "expert review"),
}
REMEDIES = gettext_lazy(
    "如不服本决定，可自收到之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼。"
)
"""*Source*: 行政复议法（2023 修订）Art. 20, 行政诉讼法 Art. 46, 行政许可法 Art. 38."""


class StepForm(OncePageForm):
    """A step that needs nothing but the version of the case that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    note = ""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("version", case.version)
        self.case = case
        super().__init__(*args, **kwargs)
        stale = _("页面已失效，请刷新后重新提交。")
        self.fields["version"].error_messages.update(required=stale, invalid=stale, min_value=stale)

    def step(self, name: str) -> DeskStep:
        """The step that a valid form asks for."""
        kept = self.cleaned_data
        return DeskStep(
            self.case.pk,
            name,
            kept["version"],
            opinion=str(kept.get("opinion", "")),
            legal_basis=str(kept.get("legal_basis", "")),
            data={"form": str(self.key), **self.more()},
            **{"reason": str(kept.get("reason", "")), **self.special()},
        )

    def more(self) -> Mapping[str, object]:
        """What else the entry keeps."""
        return {}

    def special(self) -> dict[str, Any]:
        """Parts of the step that only this form has."""
        return {}


class OptionalOpinion(StepForm):
    """A step with an opinion if there is something to say."""

    opinion = forms.CharField(
        label=gettext_lazy("意见"), required=False, max_length=500, widget=LONG
    )


class NeededOpinion(StepForm):
    """A stage of the office: its opinion stands in the file."""

    opinion = forms.CharField(
        label=gettext_lazy("意见"),
        help_text=gettext_lazy("写明查了什么、结论是什么；存入案卷。"),
        max_length=500,
        widget=LONG,
    )


class NeededReason(StepForm):
    """A step that says why."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("会记入经过，须让人看得懂。"),
        max_length=500,
        widget=LONG,
    )


class AskCorrection(StepForm):
    """Everything that is missing, told at once. *Source*: 行政许可法 Art. 32(4)."""

    materials = forms.MultipleChoiceField(
        label=gettext_lazy("缺少或不合要求的材料"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=gettext_lazy("其他须补正的内容"),
        help_text=gettext_lazy("每行一项，写明缺什么、怎样改；须一次写全。"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        materials = parsed_matter(case.item).materials
        choices = [(m.code, said(m.name, m.name_en)) for m in materials if m.source == "applicant"]
        field = self.fields["materials"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices
        if not choices:
            del self.fields["materials"]

    @override
    def clean(self) -> dict[str, Any]:
        """At least one point."""
        super().clean()
        if not self.points() and not self.errors:
            self.add_error("others", _("补正告知须一次写明全部内容。请至少写一项。"))
        return self.cleaned_data

    def points(self) -> tuple[str, ...]:
        """The points of the notice, in order; the paper is Chinese."""
        named = {m.code: m.name for m in parsed_matter(self.case.item).materials}
        chosen = self.cleaned_data.get("materials") or ()
        lines = str(self.cleaned_data.get("others") or "").splitlines()
        told = [f"《{named[code]}》缺少或不合要求，请重新提交" for code in chosen]
        return (*told, *(line.strip() for line in lines if line.strip()))

    @override
    def special(self) -> dict[str, Any]:
        """The points."""
        return {"points": self.points()}


class RefuseAcceptance(NeededReason):
    """Not to be accepted: why, and by which rule."""

    legal_basis = forms.CharField(
        label=gettext_lazy("法律依据"),
        help_text=gettext_lazy("法律、法规名称和条款。"),
        max_length=300,
    )


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
            field.choices = [(p, said(*PROCEDURES[p])) for p in SPECIAL_PROCEDURES]

    @override
    def special(self) -> dict[str, Any]:
        """Procedure and the midnight after the last day."""
        day = self.cleaned_data["end"] + timedelta(days=1)
        end = datetime.combine(day, time(), SHANGHAI)
        procedure = self.cleaned_data["procedure"]
        reason = f"{PROCEDURES[procedure][0]}：{self.cleaned_data['reason']}"
        return {"procedure": procedure, "expected_end": end, "reason": reason}


class Extend(NeededReason):
    """More time, as the item's law gives it."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        budget = extension_budget(case.item.body)
        if budget:
            self.note = _("依法可延长 %(budget)s，只能延一次。") % {"budget": budget_text(budget)}


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
    "transfer": NeededReason,
    "accept": OptionalOpinion,
    "ask_correction": AskCorrection,
    "refuse_acceptance": RefuseAcceptance,
    "handle": NeededOpinion,
    "review": NeededOpinion,
    "send_back": NeededReason,
    "grant": Grant,
    "refuse": Refuse,
    "suspend": Suspend,
    "resume": OptionalOpinion,
    "extend": Extend,
    "deliver": Deliver,
    "terminate": NeededReason,
}
MAIN_STEPS = ("accept", "handle", "review", "grant", "deliver", "resume")
"""Those that bring a case on: the first that is offered stands open on the page."""
STOPPING = frozenset({"refuse_acceptance", "refuse", "terminate"})
