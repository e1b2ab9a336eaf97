"""Scales: how each unit of time numbers the moments that it counts.

A scale lays *positions* (whole numbers) along time: working day 0, 1, 2..., half day 0, 1, 2...,
or microseconds of open time. Counting is then arithmetic on positions, the same for every unit:
see `counting`. All times here are local (Asia/Shanghai).
"""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from typing import Protocol

from yingshang.worktime.budgets import Unit
from yingshang.worktime.hours import OfficeHours, microseconds
from yingshang.worktime.table import DayTable
from yingshang.worktime.zone import LAST_YEAR, SHANGHAI, check_year

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(2000, 1, 1, tzinfo=SHANGHAI)
_LAST_DAY = date(LAST_YEAR, 12, 31).toordinal()
_DAY = 86_400_000_000
_HOUR = 3_600_000_000
_MINUTE = 60_000_000


class Scale(Protocol):
    """What counting needs to know of a unit."""

    size: int
    """Positions in one unit of the budget."""

    def first(self, event: datetime) -> int:
        """The position from which an event's time counts."""

    def current(self, event: datetime) -> int:
        """The position that is running at the event, or else the next: where “on the spot” is."""

    def reached(self, moment: datetime) -> int:
        """The position up to which time has been used: a begun day counts as used."""

    def touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """The positions that an interval touches, from and to (excluded)."""

    def closes(self, position: int) -> datetime:
        """When everything before `position` is over: the deadline."""

    def on_the_spot(self, position: int) -> datetime:
        """The deadline of a budget of nothing at `position`."""


class WorkingDays:
    """One position a working day. The day of the event is not counted."""

    size = 1

    def __init__(self, table: DayTable, hours: OfficeHours) -> None:
        self.table = table
        self.closing = hours.closing

    def first(self, event: datetime) -> int:
        """The first working day after the day of the event."""
        return bisect_right(self.table.working, event.toordinal())

    def current(self, event: datetime) -> int:
        """The event's own day unless it rests or has closed."""
        late = event.time() > self.closing
        return (
            self.table.through(event.toordinal()) if late else self.table.before(event.toordinal())
        )

    def reached(self, moment: datetime) -> int:
        """Through the day of the moment."""
        return self.table.through(moment.toordinal())

    def touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Every working day that shares a moment with the interval."""
        last = (end - _MICROSECOND).toordinal()
        return self.table.before(start.toordinal()), self.table.through(last)

    def closes(self, position: int) -> datetime:
        """Closing time of the day before `position`."""
        return _at(_ordinal(self.table, position - 1), self.closing)

    def on_the_spot(self, position: int) -> datetime:
        """Closing time of that day."""
        return self.closes(position + 1)


class CalendarDays:
    """One position a day, numbered by its ordinal."""

    size = 1

    def __init__(self, hours: OfficeHours) -> None:
        self.closing = hours.closing

    def first(self, event: datetime) -> int:
        """The day after the event."""
        return event.toordinal() + 1

    def current(self, event: datetime) -> int:
        """The event's own day."""
        return event.toordinal()

    def reached(self, moment: datetime) -> int:
        """Through the day of the moment."""
        return moment.toordinal() + 1

    def touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Every day that shares a moment with the interval."""
        return start.toordinal(), (end - _MICROSECOND).toordinal() + 1

    def closes(self, position: int) -> datetime:
        """Closing time of the day before `position`; rest days are moved by the clock."""
        if position - 1 > _LAST_DAY:
            check_year(LAST_YEAR + 1, field="budget")
        return _at(position - 1, self.closing)

    def on_the_spot(self, position: int) -> datetime:
        """Closing time of that day."""
        return self.closes(position + 1)


class HalfDays:
    """One position a session of a working day. The session of the event is not counted."""

    size = 1

    def __init__(self, table: DayTable, hours: OfficeHours) -> None:
        self.table = table
        self.sessions = hours.sessions
        self.opens = [a for a, _ in hours.sessions]
        self.ends = [b for _, b in hours.sessions]

    def first(self, event: datetime) -> int:
        """The first session that opens after the event."""
        return self._count(event, bisect_right(self.opens, event.time()))

    def current(self, event: datetime) -> int:
        """The first session that has not closed before the event."""
        return self._count(event, bisect_left(self.ends, event.time()))

    def reached(self, moment: datetime) -> int:
        """Through the session that has opened last, before the moment."""
        return self._count(moment, bisect_left(self.opens, moment.time()))

    def touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Every session that shares a moment with the interval."""
        lo = self._count(start, bisect_right(self.ends, start.time()))
        return lo, max(lo, self._count(end, bisect_left(self.opens, end.time())))

    def closes(self, position: int) -> datetime:
        """The end of the session before `position`."""
        day, session = divmod(position - 1, len(self.sessions))
        return _at(_ordinal(self.table, day), self.ends[session])

    def on_the_spot(self, position: int) -> datetime:
        """The end of that session."""
        return self.closes(position + 1)

    def _count(self, moment: datetime, within: int) -> int:
        """Sessions of the days before, and `within` of this day if it is worked."""
        ordinal = moment.toordinal()
        before = self.table.before(ordinal)
        works = self.table.through(ordinal) > before
        return before * len(self.sessions) + (within if works else 0)


class OfficeTime:
    """One position a microsecond of open time, from the event itself."""

    size = _HOUR

    def __init__(self, table: DayTable, hours: OfficeHours) -> None:
        self.table = table
        self.hours = hours

    def first(self, event: datetime) -> int:
        """Open time before the event."""
        ordinal = event.toordinal()
        before = self.table.before(ordinal)
        passed = 0
        if self.table.through(ordinal) > before:
            now = microseconds(event.time())
            passed = sum(max(0, min(now, b) - a) for a, b in self.hours.spans)
        return before * self.hours.day_length + passed

    def current(self, event: datetime) -> int:
        """Open time before the event."""
        return self.first(event)

    def reached(self, moment: datetime) -> int:
        """Open time before the moment."""
        return self.first(moment)

    def touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """The open time inside the interval, exactly."""
        return self.first(start), self.first(end)

    def closes(self, position: int) -> datetime:
        """The earliest moment with so much open time behind it."""
        day, rest = divmod(position - 1, self.hours.day_length)
        rest += 1
        for a, b in self.hours.spans:
            if rest <= b - a:
                return _moment(_ordinal(self.table, day), a + rest)
            rest -= b - a
        raise AssertionError("a day's positions lie in its sessions")

    def on_the_spot(self, position: int) -> datetime:
        """The moment at which open time goes on from `position`."""
        return self.closes(position + 1) - _MICROSECOND


class WallTime:
    """One position a microsecond, day and night."""

    size = _MINUTE

    def first(self, event: datetime) -> int:
        """Microseconds since 2000."""
        return (event - _EPOCH) // _MICROSECOND

    def current(self, event: datetime) -> int:
        """Microseconds since 2000."""
        return self.first(event)

    def reached(self, moment: datetime) -> int:
        """Microseconds since 2000."""
        return self.first(moment)

    def touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """The interval itself."""
        return self.first(start), self.first(end)

    def closes(self, position: int) -> datetime:
        """That moment."""
        if position // _DAY > _LAST_DAY - _EPOCH.toordinal():
            check_year(LAST_YEAR + 1, field="budget")
        return _EPOCH + position * _MICROSECOND

    def on_the_spot(self, position: int) -> datetime:
        """That moment."""
        return self.closes(position)


def make_scales(table: DayTable, hours: OfficeHours) -> dict[Unit, Scale]:
    """A scale for each unit, for one calendar and one place's office hours."""
    return {
        Unit.WORKING_DAY: WorkingDays(table, hours),
        Unit.HALF_DAY: HalfDays(table, hours),
        Unit.WORKING_HOUR: OfficeTime(table, hours),
        Unit.MINUTE: WallTime(),
        Unit.CALENDAR_DAY: CalendarDays(hours),
    }


def _ordinal(table: DayTable, number: int) -> int:
    if number >= len(table.working):
        check_year(LAST_YEAR + 1, field="budget")
    return table.working[number]


def _at(ordinal: int, moment: time) -> datetime:
    return datetime.combine(date.fromordinal(ordinal), moment, SHANGHAI)


def _moment(ordinal: int, offset: int) -> datetime:
    midnight = datetime.combine(date.fromordinal(ordinal), time(), SHANGHAI)
    return midnight + timedelta(microseconds=offset)
