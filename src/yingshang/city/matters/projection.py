"""A bundle's due date as things stand: the critical path over what its members have and will take.

The date first promised stays in `original_due_at`; this one moves with corrections, pauses and
early finishes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.city.matters.lists import matters_of
from yingshang.city.matters.standing import Member, Moments, members_of, moment_of, needs_of
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.statements import uuids
from yingshang.worktime import Budget, Unit, WorkClock


class Promise(NamedTuple):
    """A bundle's running promise."""

    id: UUID
    bundle_id: UUID
    place: str
    started_at: datetime
    due_at: datetime
    original_due_at: datetime


def project(
    bundle_ids: Collection[UUID],
    *,
    at: Moments,
    members: Mapping[UUID, Sequence[Member]] | None = None,
) -> set[UUID]:
    """Store each running bundle's projected due date; a fixed number of SQL statements.

    Answers which bundles have a running promise. `members` are those of the bundles, if known.
    """
    promises = _promises(bundle_ids)
    if not promises:
        return set()
    running = [promise.bundle_id for promise in promises]
    known = members_of(running) if members is None else members
    path = _Path.read([member for pk in running for member in known.get(pk, ())])
    clocks = {place: work_clock(place) for place in {p.place for p in promises}}
    rows = []
    for promise in promises:
        now = moment_of(at, promise.bundle_id)
        ends = path.ends(known.get(promise.bundle_id, ()), promise, clocks[promise.place], now)
        due = max(max(ends.values(), default=promise.original_due_at), promise.started_at)
        if due != promise.due_at:
            rows.append((promise.id, due))
    _store(rows)
    return set(running)


@dataclass
class _Path:
    """What the critical paths of a batch are computed from."""

    needs: Mapping[UUID, Sequence[UUID]]
    dues: Mapping[UUID, datetime]
    handed_in: Mapping[UUID, datetime]
    budgets: Mapping[UUID, Budget]
    known: dict[tuple[datetime, Budget], datetime] = field(default_factory=dict)

    @classmethod
    def read(cls, members: Sequence[Member]) -> "_Path":
        going_on = [m for m in members if m.closed_at is None]
        open_ids = [m.id for m in going_on]
        return cls(
            needs_of(open_ids),
            _dues(open_ids),
            _handed_in([m.id for m in going_on if m.state == "received" and m.version > 1]),
            {
                pk: Budget(matter.promised_limit.amount, Unit(matter.promised_limit.unit))
                for pk, matter in matters_of({m.item_id for m in going_on}).items()
            },
        )

    def ends(
        self, members: Sequence[Member], promise: Promise, clock: WorkClock, at: datetime
    ) -> dict[UUID, datetime]:
        """When each member that goes on will be done, by what it has or by its promise."""
        ends = {m.id: m.closed_at for m in members if m.closed_at is not None}
        waiting = [m for m in members if m.closed_at is None]
        while waiting:
            ready = [m for m in waiting if all(n in ends for n in self.needs.get(m.id, ()))]
            for m in ready:
                begun = self.handed_in.get(m.id, promise.started_at)
                start = max([begun, *(ends[n] for n in self.needs.get(m.id, ()))])
                ends[m.id] = self._end(m, start, clock, at)
            waiting = [m for m in waiting if m.id not in ends]
            if not ready:
                break
        return ends

    def _end(self, member: Member, start: datetime, clock: WorkClock, at: datetime) -> datetime:
        """An office that lets a case lie gets no more time; an applicant who corrects hers."""
        if member.id in self.dues:
            return self.dues[member.id]
        if member.state in {"correction", "granted"}:
            start = max(start, at)
        if member.state == "granted":
            return start
        key = (start, self.budgets[member.item_id])
        if key not in self.known:
            self.known[key] = clock.due(*key, now=at).at
        return self.known[key]


def _promises(bundle_ids: Collection[UUID]) -> list[Promise]:
    with connection.cursor() as cursor:
        cursor.execute(_PROMISES, [uuids(bundle_ids)])
        return [Promise(*row) for row in cursor]


_PROMISES = """
SELECT id, case_id, place, started_at, due_at, original_due_at FROM core_commitment
WHERE case_id = ANY (%s::uuid[]) AND clock = 'promised'
  AND met_at IS NULL AND cancelled_at IS NULL"""


def _dues(case_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id, due_at FROM core_commitment WHERE case_id = ANY (%s::uuid[])"
            " AND clock = 'promised' AND met_at IS NULL AND cancelled_at IS NULL",
            [uuids(case_ids)],
        )
        return dict(cursor.fetchall())


def _handed_in(case_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the applicant last handed in a correction."""
    if not case_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_id, max(at) FROM ledger_entry"
            " WHERE subject_id = ANY (%s::uuid[]) AND action = 'matter.resubmit'"
            " GROUP BY subject_id",
            [uuids(case_ids)],
        )
        return dict(cursor.fetchall())


def _store(rows: list[tuple[UUID, datetime]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_commitment m SET due_at = e.due"
            " FROM unnest(%s::uuid[], %s::timestamptz[]) AS e(id, due) WHERE m.id = e.id",
            [uuids(pk for pk, _ in rows), [due for _, due in rows]],
        )
