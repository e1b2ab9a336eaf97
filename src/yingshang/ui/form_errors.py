"""The errors of a form as a list of sentences, each with the control that mends it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BoundField

from yingshang.ui.fields import target_id


@dataclass(frozen=True)
class FormError:
    """One sentence; `target` is the id of the control to mend, or empty for the whole form."""

    text: str
    target: str = ""
    label: str = ""


def errors_of(form: BaseForm) -> list[FormError]:
    """All errors: of the whole form first, then of hidden fields, then in the order of fields."""
    if not form.is_bound and not form.errors:
        return []
    whole = [FormError(str(text)) for text in form.non_field_errors()]
    hidden = [FormError(str(text)) for bound in form.hidden_fields() for text in bound.errors]
    visible = [error for bound in form.visible_fields() for error in _of(bound)]
    return whole + hidden + visible


def _of(bound: BoundField) -> Iterator[FormError]:
    for text in bound.errors:
        yield FormError(str(text), target_id(bound), str(bound.label))
