"""What stands after the dot: members of contexts, properties of dates, times, durations and ranges.

Source: DMN 1.5, 10.3.2.11 and table 65.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from yingshang.rules.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    RangeOf,
    Type,
    plain,
)
from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import SECOND, Days, Months, seconds_number
from yingshang.rules.values.kinds import kind_of
from yingshang.rules.values.range import Range
from yingshang.rules.values.time import Time
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value
from yingshang.rules.values.zones import Region

Property = Callable[[Any], Value]


def member(value: Value, name: str) -> Value:
    """The member or property of that name. *Errors*: `Undefined` when there is none."""
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
    elif (property_ := _PROPERTIES.get(type(value), {}).get(name)) is not None:
        return property_(value)
    if value is None:
        raise Undefined("null_operand", operator=f".{name}")
    raise Undefined("no_such_member", name=name, kind=kind_of(value))


def member_type(type_: Type, name: str) -> Type | None:
    """The type of that member; None when a value of the type has none."""
    inner = plain(type_)
    if isinstance(inner, ContextOf):
        return inner.member(name)
    if isinstance(inner, RangeOf):
        return inner.element if name in _RANGE_ENDS else _RANGE_TYPES.get(name)
    return PROPERTY_TYPES.get(inner, {}).get(name)


def property_names(type_: Type) -> tuple[str, ...]:
    """The names of the properties or known members that a value of the type has."""
    inner = plain(type_)
    if isinstance(inner, ContextOf):
        return tuple(name for name, _ in inner.members)
    if isinstance(inner, RangeOf):
        return (*_RANGE_ENDS, *_RANGE_TYPES)
    return tuple(PROPERTY_TYPES.get(inner, ()))


_RANGE_ENDS = ("start", "end")
_RANGE_TYPES: Mapping[str, Type] = {"start included": BOOLEAN, "end included": BOOLEAN}

_DATE_TYPES: Mapping[str, Type] = {
    "year": NUMBER,
    "month": NUMBER,
    "day": NUMBER,
    "weekday": NUMBER,
}
_TIME_TYPES: Mapping[str, Type] = {
    "hour": NUMBER,
    "minute": NUMBER,
    "second": NUMBER,
    "time offset": DAYS,
    "timezone": STRING,
}
PROPERTY_TYPES: Mapping[Type, Mapping[str, Type]] = {
    DATE: _DATE_TYPES,
    TIME: _TIME_TYPES,
    DATE_TIME: {**_DATE_TYPES, **_TIME_TYPES},
    DAYS: {"days": NUMBER, "hours": NUMBER, "minutes": NUMBER, "seconds": NUMBER},
    MONTHS: {"years": NUMBER, "months": NUMBER},
}
"""The properties of the types without members, each with its type."""

ALL_PROPERTY_NAMES: frozenset[str] = frozenset(
    [*(name for names in PROPERTY_TYPES.values() for name in names), *_RANGE_ENDS, *_RANGE_TYPES]
)
"""Every property that some value has: what may follow a dot where the type is unknown."""

_DATE_PROPERTIES: Mapping[str, Property] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(value.weekday),
}


def _offset(value: Time | DateTime) -> Value:
    seconds = value.offset_seconds
    if seconds is None:
        raise Undefined("no_zone", name="time offset")
    return Days(seconds * SECOND)


def _timezone(value: Time | DateTime) -> Value:
    if not isinstance(value.zone, Region):
        raise Undefined("no_zone", name="timezone")
    return value.zone.name


_TIME_PROPERTIES: Mapping[str, Property] = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": lambda value: seconds_number(value.second * SECOND + value.nanosecond),
    "time offset": _offset,
    "timezone": _timezone,
}


def _of_date(name: str) -> Property:
    return lambda value: _DATE_PROPERTIES[name](value.date)


def _of_time(name: str) -> Property:
    return lambda value: _TIME_PROPERTIES[name](value.time)


_PROPERTIES: Mapping[type, Mapping[str, Property]] = {
    Date: _DATE_PROPERTIES,
    Time: _TIME_PROPERTIES,
    DateTime: {
        **{name: _of_date(name) for name in _DATE_PROPERTIES},
        **{name: _of_time(name) for name in ("hour", "minute", "second")},
        "time offset": _offset,
        "timezone": _timezone,
    },
    Days: {
        "days": lambda value: Decimal(value.parts[0]),
        "hours": lambda value: Decimal(value.parts[1]),
        "minutes": lambda value: Decimal(value.parts[2]),
        "seconds": lambda value: seconds_number(value.parts[3]),
    },
    Months: {
        "years": lambda value: Decimal(value.parts[0]),
        "months": lambda value: Decimal(value.parts[1]),
    },
    Range: {
        "start": lambda value: value.low,
        "end": lambda value: value.high,
        "start included": lambda value: value.includes_low,
        "end included": lambda value: value.includes_high,
    },
}

__all__ = ["ALL_PROPERTY_NAMES", "member", "member_type", "property_names"]
