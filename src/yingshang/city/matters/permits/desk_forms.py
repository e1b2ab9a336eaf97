"""The form of each step of a watch, and the `WatchStep` that it becomes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingshang.city.matters.permits.desk import WatchStep
from yingshang.core.models import Case
from yingshang.ui.forms import OncePageForm

LONG = forms.Textarea(attrs={"rows": 3})


class WatchForm(OncePageForm):
    """A step that needs nothing but the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    said: tuple[str, ...] = ()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("version", case.version)
        self.case = case
        super().__init__(*args, **kwargs)
        stale = _("页面已失效，请刷新后重新提交。")
        self.fields["version"].error_messages.update(required=stale, invalid=stale, min_value=stale)

    def step(self, name: str) -> WatchStep:
        """The step that a valid form asks for."""
        kept = self.cleaned_data
        data = {"form": str(self.key), **{part: kept[part] for part in self.said}}
        return WatchStep(self.case.pk, name, kept["version"], str(kept.get("reason", "")), data)


class WithReason(WatchForm):
    """A step that says why."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("企业看得到，写明事实。"),
        max_length=200,
        widget=LONG,
    )


class Guide(WatchForm):
    """What was advised, on the spot or by telephone."""

    said = ("record",)
    record = forms.CharField(
        label=gettext_lazy("指导内容"),
        help_text=gettext_lazy("写明什么时候、怎样指导、还缺什么。"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class Permit(WatchForm):
    """A permit that was given outside the platform."""

    said = ("licence_no",)
    licence_no = forms.CharField(
        label=gettext_lazy("许可证件编号"),
        help_text=gettext_lazy("在本平台核发的会自动登记，不用填。"),
        max_length=60,
    )


FORMS: Mapping[str, type[WatchForm]] = {
    "claim": WatchForm,
    "release": WithReason,
    "guide": Guide,
    "permit": Permit,
    "not_trade": WithReason,
    "flag": WithReason,
    "hand_over": WithReason,
}
STOPPING = frozenset({"flag", "hand_over"})
