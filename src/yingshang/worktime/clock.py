"""The work clock: from an event and a time limit to a deadline, and back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property, partial

from yingshang.worktime.budgets import Budget, Extension, Unit, extended
from yingshang.worktime.calendar import Calendar
from yingshang.worktime.counting import add, blocked, count, next_free
from yingshang.worktime.due import Clocks, Due, Reading, Term
from yingshang.worktime.errors import YearNotPublished
from yingshang.worktime.hours import OfficeHours
from yingshang.worktime.pauses import Interval, Pause, overlap, union
from yingshang.worktime.scales import Scale, make_scales
from yingshang.worktime.trace import Trace
from yingshang.worktime.zone import local

# A calendar-day limit of nothing ends with the next office day, like one of working days.
_AT_ONCE_BY_DAY = Budget(0, Unit.CALENDAR_DAY)


@dataclass(frozen=True)
class WorkClock:
    """Counts time as the offices of one place keep it.

    *Source*: Civil Code (民法典) Art. 201: the opening day is not counted, hours run from the
    event; Art. 203: a last day at rest moves to the day after the rest, and ends when business
    stops. Administrative Licence Law (行政许可法) Art. 82: limits are in working days.
    """

    calendar: Calendar
    hours: OfficeHours = field(default_factory=OfficeHours)

    def due(
        self,
        started: datetime,
        budget: Budget,
        *,
        pauses: Sequence[Pause] = (),
        extensions: Sequence[Extension] = (),
        now: datetime | None = None,
        published_only: bool = False,
    ) -> Due:
        """The deadline of `budget` for an event at `started`.

        Open pauses are taken to last until their announced end, or `now` if that is later.
        *Errors*: `NaiveTime`; `PauseStillOpen`; `ExtensionUnitDiffers`; `DateOutOfRange`; with
        `published_only`, `YearNotPublished`.
        """
        start = local(started, field="started")
        total = extended(budget, extensions) if extensions else budget
        if total == _AT_ONCE_BY_DAY:
            total = Budget(0, Unit.WORKING_DAY)
        intervals = union(pauses, now) if pauses else []
        at = self._deadline(start, total, intervals)
        unsure = self._unsure(start, at, total.unit)
        if unsure and published_only:
            raise YearNotPublished(year=unsure[0])
        explain = partial(
            self._trace, start, total, at, tuple(pauses), tuple(extensions), now, unsure
        )
        open_pause = bool(pauses) and any(pause.is_open for pause in pauses)
        return Due(at, bool(unsure), open_pause, explain=explain)

    def used(
        self, started: datetime, until: datetime, unit: Unit, *, pauses: Sequence[Pause] = ()
    ) -> Fraction:
        """How many units are used at `until`; a begun day or half day counts as used.

        The day (half day) of the event is never counted. Hours and minutes are exact.
        """
        start, end = local(started, field="started"), local(until, field="until")
        scale = self.scales[unit]
        first = scale.first(start)
        blocks = blocked(scale, union(pauses, end), first)
        return Fraction(count(first, scale.reached(end), blocks), scale.size)

    def remaining(
        self,
        started: datetime,
        until: datetime,
        budget: Budget,
        *,
        pauses: Sequence[Pause] = (),
        extensions: Sequence[Extension] = (),
    ) -> Fraction:
        """What is left at `until`: never below zero before the deadline, negative when late."""
        term = Term(started, budget, pauses, extensions)
        return self._reading(term, local(until, field="until")).remaining

    def elapsed(
        self, started: datetime, until: datetime, pauses: Sequence[Pause] = ()
    ) -> timedelta:
        """Wall-clock time from `started` to `until`, without the time of the given pauses."""
        start, end = local(started, field="started"), local(until, field="until")
        return max(end - start, timedelta()) - overlap(union(pauses, end), start, end)

    def clocks(self, statutory: Term | None, promised: Term | None, *, until: datetime) -> Clocks:
        """The statutory, the promised and the elapsed clock read at `until`."""
        end = local(until, field="until")
        terms = [term for term in (statutory, promised) if term is not None]
        pauses = {pause for term in terms for pause in term.pauses}
        start = min((local(term.started, field="started") for term in terms), default=end)
        return Clocks(
            statutory=self._reading(statutory, end) if statutory else None,
            promised=self._reading(promised, end) if promised else None,
            elapsed=self.elapsed(start, end),
            paused=overlap(union(pauses, end), start, end),
        )

    @cached_property
    def scales(self) -> dict[Unit, Scale]:
        """How each unit numbers time, by this calendar and these hours."""
        return make_scales(self.calendar.table, self.hours)

    def _deadline(self, start: datetime, total: Budget, intervals: Sequence[Interval]) -> datetime:
        unit = total.unit
        if total.amount == 0:
            return self._on_the_spot(start, unit, intervals)
        scale = self.scales[unit]
        first = scale.first(start)
        blocks = blocked(scale, intervals, first) if intervals else ()
        at = scale.closes(add(first, total.amount * scale.size, blocks))
        if unit is Unit.CALENDAR_DAY:
            return self._on_the_spot(at, Unit.WORKING_DAY, intervals)
        return at

    def _on_the_spot(self, moment: datetime, unit: Unit, intervals: Sequence[Interval]) -> datetime:
        """The first end of a day (half day), or the first open moment, that is not paused."""
        scale = self.scales[unit]
        position = scale.current(moment)
        return scale.on_the_spot(next_free(position, blocked(scale, intervals, position)))

    def _unsure(self, start: datetime, at: datetime, unit: Unit) -> tuple[int, ...]:
        """Years that the count reaches into and that are not published; minutes need none."""
        if unit is Unit.MINUTE:
            return ()
        return self.calendar.unpublished_years(start.year, at.year)

    def _reading(self, term: Term, until: datetime) -> Reading:
        due = self.due(
            term.started, term.budget, pauses=term.pauses, extensions=term.extensions, now=until
        )
        total = extended(term.budget, term.extensions)
        used = self.used(term.started, until, total.unit, pauses=term.pauses)
        overdue = until > due.at
        left = total.amount - used
        return Reading(total, due, used, left if overdue else max(left, Fraction(0)), overdue)

    def _trace(
        self,
        start: datetime,
        total: Budget,
        at: datetime,
        pauses: tuple[Pause, ...],
        extensions: tuple[Extension, ...],
        now: datetime | None,
        unsure: tuple[int, ...],
    ) -> Trace:
        return Trace(
            calendar=self.calendar,
            scale=self.scales[total.unit],
            started=start,
            total=total,
            at=at,
            pauses=pauses,
            extensions=extensions,
            now=now,
            unpublished=unsure,
        )
