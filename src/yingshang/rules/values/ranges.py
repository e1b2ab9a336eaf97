"""Making ranges, and going through them."""

from decimal import Decimal

from yingshang.rules.values.date import Date, date_at
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import Days, Months
from yingshang.rules.values.kinds import kind_of
from yingshang.rules.values.numbers import whole
from yingshang.rules.values.ordering import less
from yingshang.rules.values.range import Range
from yingshang.rules.values.showing import brief
from yingshang.rules.values.time import Time
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value

MOST_ELEMENTS = 1_000_000
"""A longer range is refused: going through it would not end in useful time."""

_ORDERED = (Decimal, str, Date, DateTime, Time, Days, Months)


def make_range(
    low: Value,
    high: Value,
    includes_low: bool,
    includes_high: bool,
    unary: str = "",
) -> Range:
    """The range; an end of None has no bound. *Errors*: `Undefined` when the ends do not fit."""
    if low is None and high is None:
        raise Undefined("range_without_ends")
    if unary:
        return Range(low, high, includes_low, includes_high, unary)
    for end in (low, high):
        if end is not None and not isinstance(end, _ORDERED):
            raise Undefined("no_range_of", kind=kind_of(end))
    if low is not None and high is not None:
        _check(low, high)
    return Range(low, high, includes_low, includes_high)


def _check(low: Value, high: Value) -> None:
    if type(low) is not type(high):
        raise Undefined("range_ends_differ", low=brief(low), high=brief(high))
    if less(high, low):
        raise Undefined("range_backwards", low=brief(low), high=brief(high))


def elements(within: Range) -> tuple[Value, ...]:
    """The integers or dates of the range in order. *Errors*: `Undefined` for anything else."""
    if within.unary or within.low is None or within.high is None:
        raise Undefined("not_iterable", value=brief(within))
    found = span_of(within.low, within.high)
    start = 0 if within.includes_low else 1
    return found[start : len(found) if within.includes_high else -1]


def span_of(start: Value, end: Value) -> tuple[Value, ...]:
    """From start to end, both included, by steps of one or of a day, down as well as up.

    *Source*: DMN 1.5, grammar rule 46 (iteration context). *Errors*: `Undefined`.
    """
    match start, end:
        case Decimal(), Decimal():
            return tuple(map(Decimal, _steps(whole(start, name=".."), whole(end, name=".."))))
        case Date(), Date():
            return tuple(map(date_at, _steps(start.number, end.number)))
        case _:
            raise Undefined("not_iterable", value=f"{brief(start)}..{brief(end)}")


def _steps(start: int, end: int) -> range:
    if abs(end - start) >= MOST_ELEMENTS:
        raise Undefined("too_many_elements", limit=MOST_ELEMENTS)
    return range(start, end + 1) if start <= end else range(start, end - 1, -1)
