"""Why this date: the facts behind a deadline, as sentences and as the cells of a promise line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby

from yingshang.worktime.budgets import Budget, Extension, Unit
from yingshang.worktime.calendar import Calendar
from yingshang.worktime.cells import Cell, CellKind
from yingshang.worktime.counting import Range, add, blocked, count
from yingshang.worktime.days import Day, DayKind
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
from yingshang.worktime.pauses import Pause, union
from yingshang.worktime.scales import Scale
from yingshang.worktime.voices import voice_for
from yingshang.worktime.zone import SHANGHAI

_DAY = timedelta(days=1)
_TOLD_APART = 2  # more runs of a kind than this are summed up in one sentence


@dataclass(frozen=True)
class Trace:
    """The reasoning of one deadline. Recomputed from its inputs, never stored."""

    calendar: Calendar
    scale: Scale
    started: datetime
    total: Budget
    at: datetime
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    now: datetime | None
    unpublished: tuple[int, ...]

    def lines(self, language: str = "zh-hans", *, verb: str | None = None) -> list[str]:
        """Sentences for a citizen.

        `verb` names the event in that language: 受理 / “accepted” unless told otherwise.
        """
        return voice_for(language).tell(self.facts, verb)

    def cells(self, today: date) -> list[Cell]:
        """One cell a day, from the event to the deadline, both included."""
        return [self._cell(day, today) for day in self._dates(self.started.date())]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What happened, in the order of telling."""
        skipped = sorted([*self._rest(), *self._paused], key=lambda fact: fact.first)
        told: list[Fact] = [self._begin(), *skipped]
        if self._pauses_overlap():
            told.append(Overlapping())
        told += [Extended(extension) for extension in self.extensions]
        told.append(self._end())
        told += [Unpublished(year, self.calendar.status(year)) for year in self.unpublished]
        return tuple(told)

    @cached_property
    def _first(self) -> int:
        at_once = self.total.amount == 0
        return self.scale.current(self.started) if at_once else self.scale.first(self.started)

    @cached_property
    def _blocks(self) -> list[Range]:
        return blocked(self.scale, union(self.pauses, self.now), self._first)

    @cached_property
    def _last(self) -> int:
        """The position after the last counted one."""
        length = max(1, self.total.amount * self.scale.size)
        return add(self._first, length, self._blocks)

    @cached_property
    def _paused(self) -> tuple[Paused, ...]:
        """The pauses that touched what was counted, or the day that a deadline moved to."""
        until = self._last
        if self.total.unit is Unit.CALENDAR_DAY:
            until = self.at.toordinal()
        found = []
        for pause in self.pauses:
            start, end = pause.interval(self.now)
            lo, hi = self._touched(start, end)
            if start < end and lo < min(hi, until):
                found.append(Paused(pause, start, end, self.total.unit))
        return tuple(sorted(found, key=lambda fact: fact.start))

    def _touched(self, start: datetime, end: datetime) -> Range:
        lo, hi = self.scale.touched(start, end)
        return max(lo, self._first), hi

    def _pauses_overlap(self) -> bool:
        """Whether something was paused twice."""
        last = self._first
        for lo, hi in (self._touched(fact.start, fact.end) for fact in self._paused):
            if lo < last:
                return True
            last = max(last, hi)
        return False

    def _dates(self, first: date) -> Iterator[date]:
        for offset in range((self.at.date() - first).days + 1):
            yield first + offset * _DAY

    def _begin(self) -> Started:
        first = self.scale.first(self.started)
        unit = self.total.unit
        if unit in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
            return Started(self.started, self.total, self.started + _DAY)
        if unit is Unit.HALF_DAY:
            return Started(self.started, self.total, self.scale.closes(first + 1))
        return Started(self.started, self.total, self.scale.on_the_spot(first))

    def _end(self) -> Reached | Moved:
        unit = self.total.unit
        if unit is Unit.CALENDAR_DAY and self.total.amount:
            counted_to = date.fromordinal(self._last - 1)
            if counted_to != self.at.date():
                day = self.calendar.day(counted_to)
                return Moved(counted_to, day.name_zh, day.name_en, self.at, self.total)
        return Reached(self.at, self.total)

    def _rest(self) -> list[Run | Summary]:
        """Days that offices rest or work by exception, for units that care."""
        by_clock = self.total.unit is Unit.MINUTE
        if by_clock or (self.total.unit is Unit.CALENDAR_DAY and self.total.amount):
            return []
        told: list[Run | Summary] = []
        for kind in (DayKind.WEEKEND, DayKind.HOLIDAY, DayKind.MAKEUP):
            runs = [run for run in self._runs if run.kind is kind]
            told += runs if len(runs) <= _TOLD_APART else [_summary(runs)]
        return told

    @cached_property
    def _runs(self) -> list[Run]:
        by_day = self.total.unit is Unit.WORKING_DAY and self.total.amount > 0
        first = self.started.date() + (_DAY if by_day else timedelta())
        days = [self.calendar.day(day) for day in self._dates(first)]
        groups = groupby(days, key=lambda day: (day.kind, day.name_zh))
        return [_run(list(group)) for _, group in groups]

    def _cell(self, day: date, today: date) -> Cell:
        kind = self._kind(day)
        begun = day <= today
        if kind is CellKind.COUNTED and not begun:
            kind = CellKind.FUTURE
        return Cell(day, kind, kind is CellKind.COUNTED, day == today)

    def _kind(self, day: date) -> CellKind:
        if day == self.started.date():
            return CellKind.START
        midnight = datetime.combine(day, time(), SHANGHAI)
        lo, hi = self.scale.touched(midnight, midnight + _DAY)
        if lo == hi or (lo >= self._last and day != self.at.date()):
            return CellKind.REST
        return CellKind.COUNTED if count(lo, hi, self._blocks) else CellKind.PAUSE


def _run(days: list[Day]) -> Run:
    first = days[0]
    return Run(first.kind, first.date, days[-1].date, first.name_zh, first.name_en)


def _summary(runs: list[Run]) -> Summary:
    groups: dict[str, tuple[str, str, int, int]] = {}
    for run in runs:
        _, _, number, days = groups.get(run.name_zh, ("", "", 0, 0))
        groups[run.name_zh] = (run.name_zh, run.name_en, number + 1, days + run.days)
    return Summary(runs[0].kind, runs[0].first, tuple(groups.values()))
