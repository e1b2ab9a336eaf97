"""Dates. Source: DMN 1.5, 10.3.2.3.4."""

from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.values.calendar import (
    MAX_YEAR,
    MIN_YEAR,
    date_of_day,
    day_number,
    days_in_month,
    weekday_of_day,
)
from yingshang.rules.values.undefined import Undefined


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day. *Errors*: `Undefined` when there is no such day, or not in FEEL's years."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not (
            MIN_YEAR <= self.year <= MAX_YEAR
            and 1 <= self.month <= 12
            and 1 <= self.day <= days_in_month(self.year, self.month)
        ):
            raise Undefined("no_such_date", year=self.year, month=self.month, day=self.day)

    @property
    def number(self) -> int:
        """Days from 1970-01-01."""
        return day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return weekday_of_day(self.number)

    @override
    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


def date_at(number: int) -> Date:
    """The day `number` days after 1970-01-01."""
    return Date(*date_of_day(number))


def plus_days(date: Date, days: int) -> Date:
    """The date so many days later."""
    return date_at(date.number + days)


def plus_months(date: Date, months: int) -> Date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return Date(year, month + 1, min(date.day, days_in_month(year, month + 1)))


def months_between(start: Date, end: Date) -> int:
    """Whole months from start to end; negative when the end is earlier."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)
