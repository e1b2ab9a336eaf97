"""Equality. Source: DMN 1.5, 10.3.2.13 and tables 53 and 54.

Null equals null only; values of different kinds cannot be compared. Times are compared by whole
seconds, as their value is defined (10.3.2.3.5); those with a zone by their instant.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import SECOND, Days, Months
from yingshang.rules.values.kinds import Kind, kind_of
from yingshang.rules.values.range import Range
from yingshang.rules.values.showing import brief
from yingshang.rules.values.time import Time
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value

_PLAIN = {Decimal, str, bool, Date, Days, Months}
"""Kinds whose Python equality is FEEL's."""


def equal(left: Value, right: Value) -> bool:
    """Whether the two are equal. *Errors*: `Undefined` when they cannot be compared."""
    kind = type(left)
    if kind is type(right) and kind in _PLAIN:
        return left == right
    if left is None or right is None:
        return left is right
    compare = _BY_KIND.get(kind_of(left))
    if compare is None or kind_of(left) is not kind_of(right):
        raise Undefined("kinds_differ", operator="=", left=kind_of(left), right=kind_of(right))
    try:
        return compare(left, right, set())
    except RecursionError:
        raise Undefined("nested_too_deep") from None


def surely_equal(left: Value, right: Value) -> bool:
    """Whether the two are equal, those that cannot be compared being unequal: for searching.

    *Errors*: `Undefined` for lists within lists without end.
    """
    try:
        return _surely(left, right, set())
    except RecursionError:
        raise Undefined("nested_too_deep") from None


Seen = set[tuple[int, int]]
"""Pairs of parts already found equal: a part that stands in many places is compared once."""


def _surely(left: Value, right: Value, seen: Seen) -> bool:
    kind = type(left)
    if kind is type(right) and kind in _PLAIN:
        return left == right
    if left is None or right is None:
        return left is right
    compare = _BY_KIND.get(kind_of(left))
    if compare is None or kind_of(left) is not kind_of(right):
        return False
    pair = (id(left), id(right))
    if pair in seen:
        return True
    try:
        found = compare(left, right, seen)
    except Undefined:
        return False
    if found and kind in _NESTING:
        seen.add(pair)
    return found


_NESTING = {tuple, dict, Range}


def is_same(left: Value, right: Value) -> bool:
    """FEEL's `is`: the same element of the same domain; zones and parts must be the same too."""
    if left is None or right is None:
        return left is right
    if kind_of(left) is not kind_of(right):
        return False
    if isinstance(left, Date | Time | DateTime):
        return left == right
    return surely_equal(left, right)


def seconds_of(value: Time | DateTime) -> tuple[int, bool]:
    """The seconds that order times, and whether they count from UTC."""
    nanoseconds = value.nanoseconds if isinstance(value, Time) else value.local_nanoseconds
    offset = value.offset_seconds
    return nanoseconds // SECOND - (offset or 0), offset is not None


def comparable_seconds(left: Time | DateTime, right: Time | DateTime) -> tuple[int, int]:
    """The seconds of both. *Errors*: `Undefined` when only one has a zone."""
    if left.zone == right.zone and isinstance(left, Time):
        return left.nanoseconds // SECOND, _time(right).nanoseconds // SECOND
    one, one_zoned = seconds_of(left)
    other, other_zoned = seconds_of(right)
    if one_zoned is not other_zoned:
        raise Undefined("zone_missing", left=brief(left), right=brief(right))
    return one, other


def _time(value: Time | DateTime) -> Time:
    return value if isinstance(value, Time) else value.time


def _equal_times(left: Time | DateTime, right: Time | DateTime, seen: Seen) -> bool:
    one, other = comparable_seconds(left, right)
    return one == other


def _equal_lists(left: tuple[Value, ...], right: tuple[Value, ...], seen: Seen) -> bool:
    return len(left) == len(right) and all(
        _surely(one, other, seen) for one, other in zip(left, right, strict=True)
    )


def _equal_contexts(left: Mapping[str, Value], right: Mapping[str, Value], seen: Seen) -> bool:
    return left.keys() == right.keys() and all(
        _surely(value, right[name], seen) for name, value in left.items()
    )


def _equal_ranges(left: Range, right: Range, seen: Seen) -> bool:
    return (
        (left.includes_low, left.includes_high, left.unary)
        == (right.includes_low, right.includes_high, right.unary)
        and _surely(left.low, right.low, seen)
        and _surely(left.high, right.high, seen)
    )


def _equal_functions(left: object, right: object, seen: Seen) -> bool:
    return left is right


_BY_KIND: dict[Kind, Callable[[Any, Any, Seen], bool]] = {
    Kind.TIME: _equal_times,
    Kind.DATE_TIME: _equal_times,
    Kind.LIST: _equal_lists,
    Kind.CONTEXT: _equal_contexts,
    Kind.RANGE: _equal_ranges,
    Kind.FUNCTION: _equal_functions,
}
