"""What a caller gives, as Python or JSON has it, to FEEL's values: by the declared types.

Never through a binary fraction: a float is refused, as 0.1 would not be what was meant.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar
from zoneinfo import ZoneInfo

from yingshang.rules.errors import RulesError
from yingshang.rules.types import (
    ANY,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    TIME,
    ContextOf,
    ListOf,
    Type,
    plain,
)
from yingshang.rules.values import (
    CONTEXT,
    Date,
    DateTime,
    Days,
    Months,
    Offset,
    Range,
    Region,
    Time,
    Undefined,
    Value,
    Zone,
    number_of,
)
from yingshang.rules.values.durations import DAY, SECOND
from yingshang.rules.values.numbers import DIGITS, NUMBER_ERRORS
from yingshang.rules.values.parsing import parse_date, parse_date_time, parse_duration, parse_time

MOST_DEEP = 50
_rounded = CONTEXT.create_decimal


class FloatGiven(RulesError):
    """A binary fraction where a number was wanted."""

    code: ClassVar[str] = "rules.float_given"
    zh: ClassVar[str] = (
        "“{name}”给的是浮点数 {value}，会丢失精度；请给 Decimal、整数或写成文字的数。"
    )
    en: ClassVar[str] = (
        "“{name}” was given the float {value}, which is not exact; "
        "give a Decimal, an integer or the number as a text."
    )


class Unreadable(RulesError):
    """A value that is not what the input's type wants."""

    code: ClassVar[str] = "rules.input_unreadable"
    zh: ClassVar[str] = "“{name}”的值 {value} 不是 {expected}。"
    en: ClassVar[str] = "{value}, given for “{name}”, is not a {expected}."


_FROM_TEXT: Mapping[Type, Callable[[str], Value]] = {
    NUMBER: number_of,
    DATE: parse_date,
    TIME: parse_time,
    DATE_TIME: parse_date_time,
    DAYS: parse_duration,
    MONTHS: parse_duration,
}


def converter(
    type_: Type, *, name: str
) -> tuple[frozenset[type], Callable[[object], Value]]:  # fmt: skip
    """`to_value` for one name and type, and the classes of values that need none of it."""
    as_is: set[type] = {bool, type(None)}
    if _single(type_) not in _FROM_TEXT:
        as_is.add(str)

    def convert(given: object) -> Value:
        if type(given) is Decimal and given.is_finite() and given.adjusted() < DIGITS:
            return _rounded(given)
        return to_value(given, type_, name=name)

    return frozenset(as_is), convert


def to_value(given: object, type_: Type = ANY, *, name: str) -> Value:
    """The FEEL value of what is given for a name. *Errors*: `FloatGiven`, `Unreadable`."""
    return _value(given, type_, name, 0)


def _value(given: object, type_: Type, name: str, depth: int) -> Value:
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, str):
        return _from_text(given, type_, name)
    if isinstance(given, int | Decimal | float):
        return _number(given, name)
    if isinstance(given, Mapping | list | tuple):
        return _parts(given, type_, name, depth)
    return _moment(given, type_, name)


def _from_text(given: str, type_: Type, name: str) -> Value:
    """Dates, durations and numbers are written as texts in JSON; the declared type tells them."""
    read = _FROM_TEXT.get(_single(type_))
    if read is None:
        return given
    try:
        return read(given)
    except Undefined:
        raise Unreadable(field=name, name=name, value=repr(given), expected=str(type_)) from None


def _single(type_: Type) -> Type:
    """The type of one value, where a list of it is wanted."""
    inner = plain(type_)
    return plain(inner.element) if isinstance(inner, ListOf) else inner


def _number(given: Decimal | float, name: str) -> Value:
    if isinstance(given, float):
        raise FloatGiven(field=name, name=name, value=given)
    try:
        found = _rounded(given)
    except NUMBER_ERRORS:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Unreadable(field=name, name=name, value=_number_shown(given), expected="number")
    return found


def _number_shown(given: Decimal) -> str:
    """The beginning of the number; Python does not write out integers of very many digits."""
    try:
        return str(given)[:50]
    except ValueError:
        return "…"


def _parts(
    given: "Mapping[str, object] | Sequence[object]", type_: Type, name: str, depth: int
) -> Value:
    if depth >= MOST_DEEP:
        raise Unreadable(field=name, name=name, value="…", expected=f"value {MOST_DEEP} deep")
    inner = plain(type_)
    if isinstance(given, Mapping):
        inner = plain(_single(type_))
        types = dict(inner.members) if isinstance(inner, ContextOf) else {}
        return {
            str(key): _value(part, types.get(str(key), ANY), f"{name}.{key}", depth + 1)
            for key, part in given.items()
        }
    element = inner.element if isinstance(inner, ListOf) else type_
    return tuple(
        _value(part, element, f"{name}[{number}]", depth + 1)
        for number, part in enumerate(given, start=1)
    )


def _moment(given: object, type_: Type, name: str) -> Value:
    match given:
        case datetime():
            return DateTime(_date(given), _time(given.timetz(), given, name))
        case date():
            return _date(given)
        case time():
            return _time(given, None, name)
        case timedelta():
            return Days((given.days * DAY) + given.seconds * SECOND + given.microseconds * 1000)
        case Date() | Time() | DateTime() | Days() | Months() | Range():
            return given
        case _:
            raise Unreadable(field=name, name=name, value=repr(given)[:50], expected=str(type_))


def _date(given: date) -> Date:
    return Date(given.year, given.month, given.day)


def _time(given: time, day: datetime | None, name: str) -> Time:
    at = (given.hour, given.minute, given.second, given.microsecond * 1000)
    return Time(*at, zone=_zone(given, day, name))


def _zone(given: time, day: datetime | None, name: str) -> Zone | None:
    if given.tzinfo is None:
        return None
    if isinstance(given.tzinfo, ZoneInfo) and given.tzinfo.key:
        return Region(given.tzinfo.key)
    offset = given.utcoffset() if day is None else day.utcoffset()
    if offset is None or offset.microseconds:
        raise Unreadable(field=name, name=name, value=str(given), expected="time with an offset")
    return Offset(offset.days * 86_400 + offset.seconds)
