"""The shapes that forms of steps have in common: version, opinion, reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.desk import DeskStep
from yingshang.core.models import Case
from yingshang.ui.forms import OncePageForm

LONG = forms.Textarea(attrs={"rows": 3})


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
