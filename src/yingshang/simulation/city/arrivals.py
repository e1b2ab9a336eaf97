"""When bundle cases come in: by season, weekday and hour, in the order of their numbers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from yingshang.simulation.city.chance import draw, split
from yingshang.simulation.city.hours import DAY, start_of
from yingshang.simulation.city.plan import DAY_OFF, FIRST_DAY, HOURS, SEASON, CityPlan
from yingshang.worktime import Calendar

ARRIVES = 1


class Arrival(NamedTuple):
    """The n-th application, and when it is handed in."""

    n: int
    at: datetime


def arrivals(plan: CityPlan, calendar: Calendar, *, since: int = 0) -> Iterator[Arrival]:
    """Every application from the `since`-th on, in order of time."""
    days = days_of(plan.months)
    weights = [
        SEASON[day.month - 1] * (1 if calendar.day(day).working else DAY_OFF) for day in days
    ]
    first = 0
    for day, many in zip(days, split(plan.bundles, weights), strict=True):
        if first + many > since:
            yield from _of_day(plan.seed, day, first, many, since)
        first += many


def _of_day(seed: int, day: date, first: int, many: int, since: int) -> Iterator[Arrival]:
    midnight = start_of(day)
    n = first
    for hour, count in enumerate(split(many, [float(weight) for weight in HOURS])):
        minutes = sorted(draw(seed, ARRIVES, n + k) % 60 for k in range(count))
        for minute in minutes:
            if n >= since:
                yield Arrival(n, midnight + timedelta(hours=hour, minutes=minute))
            n += 1


def days_of(months: int) -> list[date]:
    """The days of the first `months` months."""
    days, day = [], FIRST_DAY
    while day.month <= months and day.year == FIRST_DAY.year:
        days.append(day)
        day += DAY
    return days
