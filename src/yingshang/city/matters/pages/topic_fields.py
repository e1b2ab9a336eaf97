"""How a field of the one form is asked: which control, what stands in it, what may stay unsaid."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yingshang.city.matters.pages import words
from yingshang.city.matters.shrinking import PlannedField
from yingshang.ui.forms import DateInput

LONG_TEXT = 200
MANY_CHOICES = 7
PERSONS = ("person", "persons")
INPUT_MODES = {"number": "numeric", "money_fen": "decimal", "phone": "tel"}
SIZES = {"number": "short", "money_fen": "short", "phone": "short", "uscc": "short"}


def form_field(planned: PlannedField, kept: object) -> forms.Field:
    """The control for a field that is not about persons. Values are checked by the service."""
    common: dict[str, Any] = {
        "label": words.said(planned),
        "help_text": _hint(planned, kept),
        "required": planned.required and not _is_masked(planned, kept),
        "initial": _initial(planned, kept),
    }
    if planned.type == "choice":
        return _choice(planned, common)
    if planned.type == "boolean":
        yes_no = [("yes", _("是")), ("no", _("否"))]
        return forms.ChoiceField(choices=yes_no, widget=forms.RadioSelect, **common)
    return forms.CharField(widget=_widget(planned), strip=False, **common)


def _choice(planned: PlannedField, common: Mapping[str, Any]) -> forms.ChoiceField:
    choices = [(c.value, words.said(c, "label")) for c in planned.choices]
    if len(choices) > MANY_CHOICES or not planned.required:
        first = [("", _("请选择"))]
        return forms.ChoiceField(choices=first + choices, **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


def _widget(planned: PlannedField) -> forms.Widget:
    if planned.type == "date":
        return DateInput()
    if planned.type == "text" and (planned.max_length or 0) > LONG_TEXT:
        return forms.Textarea(attrs={"rows": 5})
    mode = INPUT_MODES.get(planned.type)
    attrs = {"inputmode": mode} if mode else {}
    return forms.TextInput(attrs={**attrs, "autocomplete": "off"})


def _initial(planned: PlannedField, kept: object) -> object:
    if kept is None or _is_masked(planned, kept):
        return None
    if planned.type == "money_fen" and isinstance(kept, int):
        return f"{Decimal(kept) / 100:f}"
    return kept


def _hint(planned: PlannedField, kept: object) -> str:
    hint = words.said(planned, "hint")
    if isinstance(kept, Mapping) and planned.type == "id_number":
        return _("已填：%(masked)s，不改就留空。") % {"masked": kept["masked"]} + hint
    return hint


def _is_masked(planned: PlannedField, kept: object) -> bool:
    return planned.type == "id_number" and kept is not None
