"""How errors of the services become errors of a form."""

from django.forms import Form
from django.utils.translation import get_language

from yingshang.errors import DomainError, Kind


def complain(form: Form, error: DomainError) -> None:
    """The error beside its field. What is missing or denied stays so."""
    if error.kind in {Kind.MISSING, Kind.DENIED}:
        raise error
    field = error.field if error.field in form.fields else None
    form.add_error(field, error.text(get_language() or "zh-hans"))
