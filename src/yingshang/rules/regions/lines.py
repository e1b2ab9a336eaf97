"""One kind of ordered values, cut at points: before the first, each point, between, after all."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from yingshang.rules.values import Date, DateTime, Days, Kind, Months, Time, Undefined, Value
from yingshang.rules.values.date import date_at
from yingshang.rules.values.date_time import local_at
from yingshang.rules.values.durations import DAY, SECOND
from yingshang.rules.values.time import time_at

_ALL_DIGITS = 13_000
"""Enough to write out the middle of any two numbers."""

Between = Callable[[Any, Any], Value]
"""A key strictly between two (None: no bound) as a value; None where there is none."""


def _number(low: Decimal | None, high: Decimal | None) -> Value:
    if low is None or high is None:
        edge = low if high is None else high
        assert edge is not None  # noqa: S101 - one of the two ends is there
        with localcontext(prec=_ALL_DIGITS):
            return edge + (1 if high is None else -1)
    step = low.to_integral_value("ROUND_FLOOR") + 1
    return step if low < step < high else _middle(low, high)


def _middle(low: Decimal, high: Decimal) -> Decimal:
    with localcontext(prec=_ALL_DIGITS):
        exact = (low + high) / 2
    rounded = Decimal(f"{exact:.12g}")
    return rounded if low < rounded < high else exact


def _string(low: str | None, high: str | None) -> Value:
    if low is None:
        return "" if high else None
    tries = (low + "~", low + "a", low + " ", low + "\0")
    return next((text for text in tries if high is None or low < text < high), None)


def _whole(make: Callable[[int], Value]) -> Between:
    def between(low: int | None, high: int | None) -> Value:
        if low is None or high is None:
            at = (high or 0) - 1 if low is None else low + 1
        else:
            at = (low + high) // 2
            if at == low:
                return None
        try:
            return make(at)
        except Undefined:
            return None

    return between


def _same(value: Any) -> Any:
    return value


def _seconds_of_day(seconds: int) -> Value:
    return time_at(seconds * SECOND, None) if 0 <= seconds < DAY // SECOND else None


_KEYS: dict[Kind, tuple[Callable[[Any], Any], Between]] = {
    Kind.NUMBER: (_same, _number),
    Kind.STRING: (_same, _string),
    Kind.DATE: (lambda value: value.number, _whole(date_at)),
    Kind.DAYS: (lambda value: value.nanoseconds, _whole(Days)),
    Kind.MONTHS: (lambda value: value.months, _whole(Months)),
    Kind.TIME: (lambda value: value.nanoseconds // SECOND, _whole(_seconds_of_day)),
    Kind.DATE_TIME: (
        lambda value: value.local_nanoseconds // SECOND,
        _whole(lambda seconds: local_at(seconds * SECOND, None)),
    ),
}

ANYWHERE: dict[Kind, Value] = {
    Kind.NUMBER: Decimal(1),
    Kind.STRING: "…",
    Kind.DATE: Date(2024, 1, 1),
    Kind.DAYS: Days(DAY),
    Kind.MONTHS: Months(1),
    Kind.TIME: Time(12, 0, 0),
    Kind.DATE_TIME: DateTime(Date(2024, 1, 1), Time(12, 0, 0)),
}
"""A sample where nothing is cut."""


@dataclass(frozen=True, slots=True)
class Line:
    """The regions of one kind of values: region 2i lies before point i, 2i + 1 is the point, and
    the last lies after all. A region without a value has no sample."""

    kind: Kind
    keys: tuple[Any, ...]
    samples: tuple[Value, ...]

    @classmethod
    def cut(cls, kind: Kind, points: Sequence[Value]) -> "Line":
        """The line of the kind (of local times, where it is one of times), cut at the points."""
        key_of, between = _KEYS[kind]
        by_key = {key_of(point): point for point in points}
        keys = tuple(sorted(by_key))
        if not keys:
            return cls(kind, (), (ANYWHERE[kind],))
        samples: list[Value] = []
        for before, key in zip((None, *keys), keys, strict=False):
            samples += [between(before, key), by_key[key]]
        return cls(kind, keys, (*samples, between(keys[-1], None)))

    def region(self, value: Value) -> int:
        """The number of the region in which a value of the kind lies."""
        key = _KEYS[self.kind][0](value)
        at = bisect_left(self.keys, key)
        return 2 * at + (at < len(self.keys) and self.keys[at] == key)
