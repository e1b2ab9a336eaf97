"""The promise of a case in whole: its line with "why this date", and three clocks side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.city.matters.desk_pages.dues import DueView
from yingshang.city.matters.desk_pages.words import budget_text, moment_text, said
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.commitments.services import due_of, extensions_of, pauses_of
from yingshang.core.models import Case, Commitment
from yingshang.ui.components import Cell, CellKind, PromiseLine, State
from yingshang.worktime import Budget, Clocks, Due, Extension, Pause, Reading, Term, Unit, WorkClock
from yingshang.worktime import CellKind as DayKind
from yingshang.worktime.zone import local

KINDS = {
    DayKind.START: CellKind.COUNTED,
    DayKind.COUNTED: CellKind.COUNTED,
    DayKind.REST: CellKind.REST,
    DayKind.PAUSE: CellKind.PAUSE,
    DayKind.FUTURE: CellKind.FUTURE,
}
EVENTS = {"intake": ("收件", "received"), "delivery": ("决定", "decided")}
"""What starts a clock, where it is not acceptance."""


@dataclass(frozen=True)
class ClockRow:
    """A clock in words: what is allowed, what is used, what is left, and until when."""

    name: str
    limit: str
    used: str
    left: str
    latest: str


@dataclass(frozen=True)
class CasePromise:
    """All promises made in a case, and how each reads at a moment."""

    case: Case
    clock: WorkClock
    commitments: Sequence[Commitment]
    pauses: Sequence[Pause]
    extensions: Mapping[str, Sequence[Extension]]
    at: datetime

    @property
    def leading(self) -> Commitment | None:
        """The promise that the page leads with: one that runs, the promised before the others."""
        running = [c for c in self.commitments if c.met_at is None and c.cancelled_at is None]
        return next(iter(sorted(running or self.commitments, key=_rank)), None)

    def line(self, view: DueView | None) -> PromiseLine | None:
        """The promise line of the leading promise."""
        commitment = self.leading
        if commitment is None:
            return None
        until = commitment.met_at or self.at
        due = self._due(commitment)
        verb = EVENTS.get(commitment.clock, ("受理", "accepted"))
        language = get_language() or "zh-hans"
        return PromiseLine(
            cells=_cells(due, until),
            start_text=f"{moment_text(commitment.started_at, now=self.at)} {said(*verb)}",
            end_text=_("最迟 %(when)s") % {"when": due.latest_text(language)},
            today_text=_("今天") if commitment.met_at is None else "",
            why_lines=tuple(due.trace.lines(language, verb=said(*verb))),
            heading=self._heading(commitment, view),
            provisional=due.provisional,
            state=_state(commitment, view),
        )

    def rows(self) -> list[ClockRow]:
        """The three clocks: statutory, promised, elapsed. Empty before acceptance."""
        statutory, promised = self._of("statutory"), self._of("promised")
        if statutory is None and promised is None:
            return []
        ends = [c.met_at for c in (promised, statutory) if c is not None and c.met_at]
        clocks = self.clock.clocks(
            self._term(statutory), self._term(promised), until=min(ends, default=self.at)
        )
        rows = [self._row("statutory", clocks.statutory), self._row("promised", clocks.promised)]
        return [row for row in rows if row] + [_elapsed(clocks)]

    def _of(self, clock: str) -> Commitment | None:
        found = [c for c in self.commitments if c.clock == clock and c.cancelled_at is None]
        return found[-1] if found else None

    def _due(self, commitment: Commitment) -> Due:
        more = self.extensions.get(commitment.clock, ())
        return due_of(self.clock, commitment, self.pauses, more, at=commitment.met_at or self.at)

    def _term(self, commitment: Commitment | None) -> Term | None:
        if commitment is None:
            return None
        budget = Budget(commitment.budget, Unit(commitment.unit))
        more = self.extensions.get(commitment.clock, ())
        return Term(commitment.started_at, budget, tuple(self.pauses), tuple(more))

    def _heading(self, commitment: Commitment, view: DueView | None) -> str:
        clock = lifecycle_of(self.case.kind).clock(commitment.clock)
        limit = limit_text(Budget(commitment.budget, Unit(commitment.unit)))
        name = f"{said(clock.zh, capfirst(clock.en))} {limit}"
        if commitment.met_at is not None:
            kept = commitment.met_at <= commitment.due_at
            return _("%(name)s：按期完成") % {"name": name} if kept else _(
                "%(name)s：逾期完成") % {"name": name}  # fmt: skip
        return _("%(name)s：%(state)s") % {"name": name, "state": view.tag if view else ""}

    def _row(self, name: str, reading: Reading | None) -> ClockRow | None:
        if reading is None:
            return None
        clock = lifecycle_of(self.case.kind).clock(name)
        unit = reading.budget.unit
        return ClockRow(
            said(clock.zh, capfirst(clock.en)),
            limit_text(reading.budget),
            _amount(reading.used, unit),
            _("已超过") if reading.overdue else _amount(reading.remaining, unit),
            moment_text(reading.due.at, now=self.at),
        )


def promise_of(case: Case, clock: WorkClock, *, at: datetime) -> CasePromise:
    """The promises of one case: three SQL statements."""
    commitments = list(case.commitments.order_by("started_at", "id"))
    more = {name: rows for (_, name), rows in extensions_of([case.pk]).items()}
    return CasePromise(case, clock, commitments, pauses_of([case.pk])[case.pk], more, at)


def limit_text(budget: Budget) -> str:
    """A limit as it is read; nothing at all means on the spot."""
    return budget_text(budget) if budget.amount else _("当场办结")


def _rank(commitment: Commitment) -> tuple[int, float]:
    order = {"promised": 0, "intake": 1, "delivery": 2}
    return order.get(commitment.clock, 3), -commitment.started_at.timestamp()


def _state(commitment: Commitment, view: DueView | None) -> State:
    if commitment.met_at is not None:
        return State.KEPT if commitment.met_at <= commitment.due_at else State.BROKEN
    return State.ACT if view is None or view.state == State.KEPT else view.state


def _cells(due: Due, until: datetime) -> tuple[Cell, ...]:
    today = local(until, field="until").date()
    return tuple(
        Cell(KINDS[cell.kind], cell.used or cell.kind is DayKind.START, cell.today)
        for cell in due.trace.cells(today)
    )


def _amount(amount: Fraction, unit: Unit) -> str:
    whole = budget_text(Budget(2, unit)).partition(" ")[2]
    return f"{float(amount):.1f}".removesuffix(".0") + f" {whole}"


def _elapsed(clocks: Clocks) -> ClockRow:
    paused = _("其中不计时 %(time)s") % {"time": span_text(clocks.paused)}
    return ClockRow(
        _("实际经过"), "—", span_text(clocks.elapsed), paused if clocks.paused else "—", "—"
    )


def span_text(span: timedelta) -> str:
    """Days and hours, or hours and minutes, of wall-clock time."""
    minutes = int(span.total_seconds() // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("%(days)s 天 %(hours)s 小时") % {"days": days, "hours": hours}
    return _("%(hours)s 小时 %(minutes)s 分") % {"hours": hours, "minutes": minutes % 60}
