"""Working days as one sorted list of ordinals, so that counting is two binary searches."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from datetime import date

from yingshang.worktime.zone import FIRST_YEAR, LAST_YEAR

_SATURDAY, _SUNDAY = 6, 0  # date.toordinal() % 7


class DayTable:
    """The working days of 2000 to 2199, numbered from 0 in order.

    *Units*: days are proleptic Gregorian ordinals (`date.toordinal()`).
    """

    def __init__(self, *, rest: Collection[int], extra: Collection[int]) -> None:
        """`rest` are holidays, `extra` make-up days; every other day goes by its weekday."""
        first = date(FIRST_YEAR, 1, 1).toordinal()
        last = date(LAST_YEAR, 12, 31).toordinal()
        self.working: list[int] = [
            day
            for day in range(first, last + 1)
            if day in extra or (day % 7 not in {_SATURDAY, _SUNDAY} and day not in rest)
        ]

    def before(self, ordinal: int) -> int:
        """How many working days lie before this day: its number, or its successor's."""
        return bisect_left(self.working, ordinal)

    def through(self, ordinal: int) -> int:
        """How many working days lie on or before this day."""
        return bisect_right(self.working, ordinal)
