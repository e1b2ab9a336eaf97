"""Values as a program sends them become values as the form has them."""

from collections.abc import Mapping
from typing import ClassVar

from yingshang.city.matters.api.schemas.applications import FieldValue, PersonIn
from yingshang.city.matters.applications.errors import ApplicationIncomplete
from yingshang.errors import Invalid

FEN = 100


class FieldUnknown(Invalid):
    """A value for a field that is not asked for here; it would be lost in silence."""

    code: ClassVar[str] = "matters.field_unknown"
    zh: ClassVar[str] = "这里不填“{name}”。请按 plan 中列出的字段填写。"
    en: ClassVar[str] = "“{name}” is not asked for here. Fill in the fields that the plan lists."


def typed_in(values: Mapping[str, FieldValue], types: Mapping[str, str]) -> dict[str, object]:
    """The values, persons as mappings and integer amounts in yuan; `types` by meaning.

    Errors: `ApplicationIncomplete` with every field that is not asked for.
    """
    if unknown := [name for name in values if name not in types]:
        raise ApplicationIncomplete([FieldUnknown(field=name, name=name) for name in unknown])
    return {name: _typed_in(value, types[name]) for name, value in values.items()}


def _typed_in(value: FieldValue, kind: str) -> object:
    if isinstance(value, PersonIn):
        return value.model_dump()
    if isinstance(value, list):
        return [person.model_dump() for person in value]
    if kind == "money_fen" and isinstance(value, int) and not isinstance(value, bool):
        return f"{value // FEN}.{value % FEN:02d}"
    return value
