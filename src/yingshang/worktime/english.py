"""The trace in English."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import assert_never

from yingshang.worktime.budgets import Budget, Unit
from yingshang.worktime.days import DayKind, Status
from yingshang.worktime.facts import (
    Extended,
    Fact,
    Moved,
    Overlapping,
    Paused,
    Reached,
    Run,
    Started,
    Summary,
    Unpublished,
)
from yingshang.worktime.zone import local

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_UNITS = {
    Unit.WORKING_DAY: "working day",
    Unit.HALF_DAY: "half day",
    Unit.WORKING_HOUR: "working hour",
    Unit.MINUTE: "minute",
    Unit.CALENDAR_DAY: "day",
}


class English:
    """Tells facts in order; the year is named only where it differs from the start's."""

    def __init__(self) -> None:
        self._start_year = 0

    def latest(self, at: datetime, *, year: bool) -> str:
        """Such as Thursday 26 November, 17:00."""
        end = f" {at.year}" if year else ""
        return f"{_WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}{end}, {at:%H:%M}"

    def tell(self, facts: Iterable[Fact], verb: str | None) -> list[str]:
        """A sentence a fact."""
        return [self._sentence(fact, verb or "accepted") for fact in facts]

    def _sentence(self, fact: Fact, verb: str) -> str:
        match fact:
            case Started():
                return self._started(fact, verb[:1].upper() + verb[1:])
            case Run():
                return self._run(fact)
            case Summary():
                return _summary(fact)
            case Paused():
                return self._paused(fact)
            case Overlapping():
                return "Where pauses overlap, the time is taken out once."
            case Extended():
                return self._extended(fact)
            case Reached():
                return self._reached(fact)
            case Moved():
                return self._moved(fact)
            case Unpublished():
                return _unpublished(fact)
            case _:
                assert_never(fact)

    def _started(self, fact: Started, verb: str) -> str:
        self._start_year = fact.at.year
        day, later = self._day(fact.at.date()), fact.counting_from
        clock = f"{verb} on {day} at {fact.at:%H:%M}"
        if fact.total.amount == 0:
            return f"{clock}, to be done on the spot."
        from_day = self._day(later.date())
        match fact.total.unit:
            case Unit.WORKING_DAY | Unit.CALENDAR_DAY:
                rest = f"that day is not counted, counting starts on {from_day}."
                return f"{verb} on {day}; {rest}"
            case Unit.HALF_DAY:
                return f"{clock}; counting starts with the {_half(later)} of {from_day}."
            case Unit.WORKING_HOUR if later > fact.at:
                return f"{clock}; office hours count from {from_day} at {later:%H:%M}."
            case Unit.WORKING_HOUR:
                return f"{clock}; office hours count from then on."
            case Unit.MINUTE:
                return f"{clock}; time runs from then on."

    def _run(self, run: Run) -> str:
        days = self._days(run.first, run.last)
        if run.kind is DayKind.MAKEUP:
            return f"{days}: {run.name_en}, counted."
        return f"{days}: {run.name_en}, not counted."

    def _paused(self, fact: Paused) -> str:
        pause = fact.pause
        law = pause.ground_en or pause.ground
        ground = f" under {law}" if law else ""
        notice = f" (notice {pause.notice_no})" if pause.notice_no else ""
        reason = pause.reason_en or pause.reason
        sentence = f"{self._span(fact)}: {reason}, not counted{ground}{notice}"
        if pause.is_open:
            sentence += "; the pause still runs and the date moves with it"
        return sentence + "."

    def _span(self, fact: Paused) -> str:
        if fact.unit in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
            last = fact.end - timedelta(microseconds=1)
            return self._days(fact.start.date(), last.date())
        start = f"{self._day(fact.start.date())} {fact.start:%H:%M}"
        if fact.start.date() == fact.end.date():
            return f"{start}–{fact.end:%H:%M}"
        return f"{start} to {self._day(fact.end.date())} {fact.end:%H:%M}"

    def _extended(self, fact: Extended) -> str:
        extension = fact.extension
        notice = f" (notice {extension.notice_no})" if extension.notice_no else ""
        day = self._day(local(extension.at, field="at").date())
        reason = extension.reason_en or extension.reason
        return f"Extended by {_amount(extension.budget)} on {day}: {reason}{notice}."

    def _reached(self, fact: Reached) -> str:
        at, amount, unit = fact.at, fact.total.amount, fact.total.unit
        day = self._day(at.date())
        if amount == 0:
            return f"At the latest {day}, {at:%H:%M}."
        match unit:
            case Unit.WORKING_DAY | Unit.CALENDAR_DAY:
                return f"{_UNITS[unit].capitalize()} {amount} is {day}."
            case Unit.HALF_DAY:
                return f"Half day {amount} is the {_half(at)} of {day}, until {at:%H:%M}."
            case Unit.WORKING_HOUR | Unit.MINUTE:
                verb = "is" if amount == 1 else "are"
                return f"{_amount(fact.total)} {verb} over on {day} at {at:%H:%M}."

    def _moved(self, fact: Moved) -> str:
        counted, day = self._day(fact.counted_to), self._day(fact.at.date())
        last = f"Day {fact.total.amount}, {counted}, is no working day ({fact.name_en})"
        return f"{last}; the limit moves to the next one, {day}."

    def _day(self, day: date) -> str:
        year = f" {day.year}" if day.year != self._start_year else ""
        return f"{day.day} {_MONTHS[day.month - 1]}{year}"

    def _days(self, first: date, last: date) -> str:
        if first == last:
            return self._day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self._day(last)}"
        return f"{self._day(first)} to {self._day(last)}"


def _half(at: datetime) -> str:
    """By the end of the session, which may be noon itself."""
    return "morning" if (at.hour, at.minute) <= (12, 0) else "afternoon"


def _amount(budget: Budget) -> str:
    return f"{budget.amount} {_UNITS[budget.unit]}{'' if budget.amount == 1 else 's'}"


def _summary(fact: Summary) -> str:
    number = sum(count for _, _, count, _ in fact.groups)
    days = sum(days for *_, days in fact.groups)
    if fact.kind is DayKind.WEEKEND:
        return f"{number} weekends ({days} days) in between are not counted."
    if fact.kind is DayKind.MAKEUP:
        return f"{days} make-up working days in between are counted."
    named = ", ".join(f"{name} ({days})" for _, name, _, days in fact.groups)
    return f"Public holidays in between are not counted: {named}."


def _unpublished(fact: Unpublished) -> str:
    missing = fact.status is Status.MISSING
    known = "There is no calendar for" if missing else "The holidays are not published yet for"
    return f"{known} {fact.year}: only weekends are taken as rest days; recomputed on publication."
