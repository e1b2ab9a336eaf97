"""Every promise computed anew: equal starts and budgets are reckoned once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yingshang.core.audit.types import Finding, Offender
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import extensions_of, pauses_of
from yingshang.worktime import Budget, Pause, Unit, WorkClock

CHUNK = 20_000
FIRST = 5


class _Promise(NamedTuple):
    id: UUID
    case_id: UUID
    kind: str
    clock: str
    budget: int
    unit: str
    started_at: datetime
    due_at: datetime
    original_due_at: datetime
    ended_at: datetime | None


def clocks_agree(place: str) -> Finding:
    """Due dates as first promised, and as they stand, for all promises under today's calendar.

    A bundle's date as it stands is a projection over its members and is not looked at; neither is
    one whose clock is stopped now, since that date moves with time.
    """
    clock = work_clock(place)
    known: dict[tuple[datetime, int, str], datetime] = {}
    checked, broken = 0, []
    for chunk in _chunks(place, clock.calendar.version):
        checked += len(chunk)
        stopped = pauses_of([p.case_id for p in chunk])
        longer = extensions_of([p.case_id for p in chunk])
        for p in chunk:
            key = (p.started_at, p.budget, p.unit)
            plain = known.get(key) or known.setdefault(key, _due(clock, p))
            pauses, more = _before(stopped, p), longer.get((p.case_id, p.clock), ())
            if plain != p.original_due_at:
                broken.append(Offender(str(p.id), f"{p.clock}: first due {plain.isoformat()}"))
            elif p.kind != "bundle" and not any(pause.end is None for pause in pauses):
                due = plain
                if pauses or more:
                    budget = Budget(p.budget, Unit(p.unit))
                    due = clock.due(p.started_at, budget, pauses=tuple(pauses),
                                    extensions=tuple(more), now=timezone.now()).at  # fmt: skip
                if due != p.due_at:
                    broken.append(Offender(str(p.id), f"{p.clock}: due {due.isoformat()}"))
    return Finding(checked, len(broken), tuple(broken[:FIRST]))


def _before(stopped: Mapping[UUID, Sequence[Pause]], p: _Promise) -> list[Pause]:
    """What stopped the clock while it ran: later pauses of the case are other clocks' business."""
    pauses = stopped.get(p.case_id, ())
    return [pause for pause in pauses if p.ended_at is None or pause.start < p.ended_at]


def _due(clock: WorkClock, p: _Promise) -> datetime:
    return clock.due(p.started_at, Budget(p.budget, Unit(p.unit))).at


def _chunks(place: str, version: str) -> Iterator[Sequence[_Promise]]:
    last = UUID(int=0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, [place, version, last, CHUNK])
            rows = [_Promise(*row) for row in cursor]
        if not rows:
            return
        yield rows
        last = rows[-1].id


_PAGE = """
SELECT m.id, m.case_id, c.kind, m.clock, m.budget, m.unit, m.started_at, m.due_at,
    m.original_due_at, coalesce(m.met_at, m.cancelled_at)
FROM core_commitment m JOIN core_case c ON c.id = m.case_id
WHERE m.place = %s AND m.calendar_version = %s AND m.id > %s ORDER BY m.id LIMIT %s"""
