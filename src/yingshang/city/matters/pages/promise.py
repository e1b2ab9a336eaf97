"""A promise as its line: where it stands, one cell a day, and why this date."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from yingshang.city.matters.pages import words
from yingshang.core.commitments.services import due_of
from yingshang.core.models import Commitment
from yingshang.ui.components import Cell, CellKind, PromiseLine, State
from yingshang.worktime import Cell as Day
from yingshang.worktime import Extension, Pause, Unit, WorkClock
from yingshang.worktime.zone import local

START = "start"


def promise_line(
    promise: Commitment,
    clock: WorkClock,
    *,
    at: datetime,
    title: str = "",
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> PromiseLine:
    """The line of one commitment, recomputed from its inputs."""
    due = due_of(clock, promise, pauses, extensions, at=at)
    until = promise.met_at or promise.cancelled_at or at
    return PromiseLine(
        cells=_cells(due.trace.cells(local(until, field="at").date())),
        start_text=_("%(when)s 起算") % {"when": words.day_text(promise.started_at)},
        end_text=_("最迟 %(due)s 办结") % {"due": words.deadline_text(due.at)},
        today_text="" if promise.met_at or promise.cancelled_at else _("今天"),
        why_lines=_why(promise, due.trace.lines(words.language())),
        heading=heading(promise, clock, at=at, title=title, pauses=pauses),
        provisional=promise.is_provisional,
        state=state_of(promise, at=at, pauses=pauses),
    )


def heading(
    promise: Commitment,
    clock: WorkClock,
    *,
    at: datetime,
    title: str = "",
    pauses: Sequence[Pause] = (),
) -> str:
    """`承诺 5 个工作日，还剩 2 个工作日`, with the title before it if there is one."""
    promised = _("承诺 %(time)s") % {"time": words.budget_text(promise)}
    stands = _standing(promise, clock, at=at, pauses=pauses)
    text = _("%(promised)s，%(stands)s") % {"promised": promised, "stands": stands}
    return _("%(title)s：%(text)s") % {"title": title, "text": text} if title else text


def remaining_text(
    promise: Commitment, clock: WorkClock, *, at: datetime, pauses: Sequence[Pause] = ()
) -> str:
    """`还剩 2 个工作日`, `今天到期`, `已超过 1 个工作日`."""
    if at > promise.due_at:
        late = clock.used(promise.due_at, at, Unit.WORKING_DAY)
        return _("已超过 %(time)s") % {"time": words.days_text(max(late, Fraction(1, 2)))}
    if local(at, field="at").date() == local(promise.due_at, field="at").date():
        return _("今天 %(time)s 前") % {"time": f"{local(promise.due_at, field='at'):%H:%M}"}
    left = clock.used(at, promise.due_at, Unit.WORKING_DAY, pauses=pauses)
    return _("还剩 %(time)s") % {"time": words.days_text(left)}


def state_of(promise: Commitment, *, at: datetime, pauses: Sequence[Pause] = ()) -> State:
    """The colour of a promise: kept, broken, soon due, paused, or under way."""
    if promise.met_at:
        return State.KEPT if promise.met_at <= promise.due_at else State.BROKEN
    if promise.cancelled_at or any(pause.is_open for pause in pauses):
        return State.PAUSE
    if at > promise.due_at:
        return State.BROKEN
    today = local(at, field="at").date()
    return State.SOON if local(promise.due_at, field="at").date() == today else State.ACT


def _standing(
    promise: Commitment, clock: WorkClock, *, at: datetime, pauses: Sequence[Pause]
) -> str:
    if promise.cancelled_at:
        return _("已停止计算")
    if promise.met_at is None:
        return remaining_text(promise, clock, at=at, pauses=pauses)
    used = clock.used(promise.started_at, promise.met_at, Unit.HALF_DAY, pauses=pauses)
    data = {"time": words.length_text(used), "day": words.day_text(promise.met_at)}
    if promise.met_at > promise.due_at:
        return _("%(day)s办结，用了 %(time)s，超过了承诺") % data
    return _("%(day)s办结，用了 %(time)s") % data


def _why(promise: Commitment, lines: Sequence[str]) -> tuple[str, ...]:
    """The clock's own reasons, and what moved the date since it was promised."""
    if promise.due_at == promise.original_due_at:
        return tuple(lines)
    moved = _("最初承诺 %(first)s；按各事项的实际进展重算，现在是 %(now)s。") % {
        "first": words.deadline_text(promise.original_due_at),
        "now": words.deadline_text(promise.due_at),
    }
    return (*lines, moved)


def _cells(days: Sequence[Day]) -> tuple[Cell, ...]:
    """The day of the event is not counted: it has a cell only if it is today, or the only one."""
    if len(days) == 1:
        return (Cell(CellKind.COUNTED, used=True, today=days[0].today),)
    return tuple(_cell(day) for day in days if day.kind != START or day.today)


def _cell(day: Day) -> Cell:
    kind = CellKind.REST if day.kind == START else CellKind(day.kind.value)
    return Cell(kind, used=day.used, today=day.today)
