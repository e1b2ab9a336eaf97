"""How long before the due date a light turns on: an office's own numbers, else the place's.

They are dated parameters of the place's lists: `warning_yellow`, `warning_red` (working hours) and
`warning_yellow_share`, `warning_red_share` (per cent of the whole time, so that a promise of half a
day is not yellow from its first minute). An office has its own by `warning_yellow_<office>`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.parameters import ParameterMissing

CODES = ("warning_yellow", "warning_red", "warning_yellow_share", "warning_red_share")


@dataclass(frozen=True, slots=True)
class Limits:
    """When lights turn on. *Units*: working hours before the due date; per cent of the whole."""

    yellow_hours: int
    red_hours: int
    yellow_share: int
    red_share: int


def limits_of(place: str, offices: Iterable[str], *, on: date) -> dict[str, Limits]:
    """The limits of each office (by its code) in force on a day: one SQL statement.

    Errors: `ParameterMissing` when the place's lists lack one of the four.
    """
    values = _in_force(place, on)
    return {office: Limits(*(_value(values, c, office, place, on) for c in CODES))
            for office in offices}  # fmt: skip


def _in_force(place: str, on: date) -> Mapping[str, int]:
    rows = Item.objects.filter(
        place=place, kind="parameter", is_current=True, code__startswith="warning_"
    )
    return {
        row.code: int(row.body["value"])
        for row in rows
        if (row.valid_from or on) <= on <= (row.valid_until or on)
    }


def _value(values: Mapping[str, int], code: str, office: str, place: str, on: date) -> int:
    found = values.get(f"{code}_{office}", values.get(code))
    if found is None:
        raise ParameterMissing(place=place, name=code, day=on.isoformat())
    return found
