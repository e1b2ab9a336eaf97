"""Reads the numbers that rules take from the lists (parameters.yaml), as they hold on a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db.models import Q

from yingshang.core.catalogue.models import Item
from yingshang.errors import Unavailable
from yingshang.worktime import Budget, Unit


class ParameterMissing(Unavailable):
    """The place's lists do not have the parameter in force on that day."""

    code: ClassVar[str] = "catalogue.parameter_missing"
    zh: ClassVar[str] = "{place} 的 parameters.yaml 里没有 {day} 有效的参数“{name}”。请补上后载入。"
    en: ClassVar[str] = (
        "parameters.yaml of {place} has no parameter “{name}” in force on {day}."
        " Add it and load the lists."
    )


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One number with its unit, the list row (version) it comes from, and how sure it is."""

    item_id: UUID
    value: int
    unit: str
    source: str
    is_unsure: bool

    @property
    def budget(self) -> Budget:
        """The number as a time limit; only for units of time."""
        return Budget(self.value, Unit(self.unit))


def parameter(place: str, code: str, *, on: date) -> ParameterValue:
    """The current parameter of that code, in force on a day. Errors: `ParameterMissing`."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    unended = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    rows = Item.objects.filter(begun, unended, place=place, kind="parameter", code=code)
    item = rows.filter(is_current=True).first()
    if item is None:
        raise ParameterMissing(place=place, name=code, day=on.isoformat())
    body = item.body
    return ParameterValue(
        item.pk, int(body["value"]), str(body["unit"]), item.source, bool(body["is_unsure"])
    )
