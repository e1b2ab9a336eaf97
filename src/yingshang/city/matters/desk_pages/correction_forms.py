"""The form of a deficiency notice: everything at once, and what a second one may still say."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from yingshang.city.matters.desk_pages.step_base import StepForm
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.standing_notices import Told, told_before
from yingshang.core.models import Case

CHECKS = forms.CheckboxSelectMultiple


class AskCorrection(StepForm):
    """Everything that is missing, told at once. *Source*: 行政许可法 Art. 32(4).

    After a correction only points told before and still open are offered, and faults in what was
    newly handed in.
    """

    materials = forms.MultipleChoiceField(
        label=gettext_lazy("缺少或不合要求的材料"), required=False, widget=CHECKS
    )
    still_open = forms.MultipleChoiceField(
        label=gettext_lazy("上次已告知、仍未补正的"), required=False, widget=CHECKS
    )
    about = forms.MultipleChoiceField(
        label=gettext_lazy("这次补交的内容中有问题的"), required=False, widget=CHECKS
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
        told = told_before([case.pk]).get(case.pk)
        matter = parsed_matter(case.item)
        names = {m.code: said(m.name, m.name_en) for m in matter.materials}
        if told is None:
            given = [(m.code, names[m.code]) for m in matter.materials if m.source == "applicant"]
            self._choose({"materials": given, "still_open": [], "about": []})
            return
        names |= {field.meaning: said(field.name, field.name_en) for field in matter.fields}
        self._choose(_second(told, names))
        self.note = _(
            "补正内容只能一次告知：这次只能写上次已告知而仍未补正的，或补交内容中的问题。"
        )
        self.fields["others"].label = _("补交的内容有什么问题")

    def _choose(self, choices: Mapping[str, list[tuple[str, str]]]) -> None:
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = offered
            if not offered:
                del self.fields[name]

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
        again = self.cleaned_data.get("still_open") or ()
        return (*told, *again, *(line.strip() for line in lines if line.strip()))

    @override
    def more(self) -> Mapping[str, object]:
        """Which of what was newly handed in is wrong."""
        about = self.cleaned_data.get("about")
        return {"about": list(about)} if about else {}

    @override
    def special(self) -> dict[str, Any]:
        """The points."""
        return {"points": self.points()}


def _second(told: Told, names: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    open_points = [(point, point) for point in sorted(told.points)]
    changed = [(code, names.get(code, code)) for code in sorted(told.changed)]
    return {"materials": [], "still_open": open_points, "about": changed}
