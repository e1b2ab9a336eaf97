"""How a bound form field is shown: its shape, its choices, where its error link points."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.forms import BoundField, CheckboxInput, MultiWidget, RadioSelect, Widget
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString


class Shape(StrEnum):
    """One control under a label, a box before its label, a set of choices, or a set of controls."""

    CONTROL = "control"
    CHECK = "check"
    CHOICES = "choices"
    GROUP = "group"


@dataclass(frozen=True)
class ChoiceView:
    """A radio button or checkbox with its words."""

    id: str
    tag: SafeString
    label: str
    hint: str


def shape_of(bound: BoundField) -> Shape:
    """The way a field is drawn, from its widget."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect):  # checkboxes for many choices derive from it too
        return Shape.CHOICES
    if isinstance(widget, CheckboxInput):
        return Shape.CHECK
    return Shape.GROUP if widget.use_fieldset else Shape.CONTROL


def choices_of(bound: BoundField) -> list[ChoiceView]:
    """The choices of a radio or checkbox field, each with its own input."""
    return [_choice(part) for part in bound.subwidgets]


def _choice(part: BoundWidget) -> ChoiceView:
    label: Any = part.data["label"]
    return ChoiceView(
        id=part.id_for_label or "",
        tag=part.tag(),
        label=str(label),
        hint=str(getattr(label, "hint", "")),
    )


def target_id(bound: BoundField) -> str:
    """The id that a link in the error summary goes to: the first control of the field."""
    base = bound.auto_id or bound.html_name
    if isinstance(bound.field.widget, RadioSelect | MultiWidget):
        return f"{base}_0"
    return bound.id_for_label or base


def name_parts(bound: BoundField) -> None:
    """Give each part of a widget of several parts a name, unless it already has one."""
    widget = bound.field.widget
    if not isinstance(widget, MultiWidget):
        return
    for number, part in enumerate(widget.widgets, start=1):
        _name(part, f"{bound.label} {number}")


def _name(part: Widget, name: str) -> None:
    part.attrs.setdefault("aria-label", name)
