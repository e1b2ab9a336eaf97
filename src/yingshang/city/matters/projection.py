"""A bundle's due date as things stand: the critical path over what its members have and will take.

The date first promised stays in `original_due_at`; this one moves with corrections, pauses and
early finishes.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from yingshang.city.matters.clocks import promised_budget
from yingshang.city.matters.models import Dependency
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.models import Commitment
from yingshang.core.models import Case
from yingshang.worktime import WorkClock


def project(bundle_ids: Collection[UUID], *, at: datetime) -> None:
    """Store each running bundle's projected due date; a fixed number of SQL statements."""
    promises = list(
        Commitment.objects.filter(
            case_id__in=bundle_ids, clock="promised", met_at__isnull=True, cancelled_at__isnull=True
        )
    )
    if not promises:
        return
    clocks = {place: work_clock(place) for place in {p.place for p in promises}}
    members = _members([p.case_id for p in promises])
    needs = _needs(case.pk for cases in members.values() for case in cases)
    dues = _dues(case.pk for cases in members.values() for case in cases)
    handed_in = _handed_in(case.pk for cases in members.values() for case in cases)
    rows = []
    for promise in promises:
        clock = clocks[promise.place]
        cases = members.get(promise.case_id, [])
        begun = {case.pk: handed_in.get(case.pk, promise.started_at) for case in cases}
        ends = _ends(cases, needs, dues, begun, clock, at)
        latest = max(ends.values(), default=promise.original_due_at)
        rows.append((promise.pk, max(latest, promise.started_at)))
    _store(rows)


def _ends(
    cases: list[Case],
    needs: Mapping[UUID, list[UUID]],
    dues: Mapping[UUID, datetime],
    begun: Mapping[UUID, datetime],
    clock: WorkClock,
    at: datetime,
) -> dict[UUID, datetime]:
    """When each member that goes on will be done, by what it has or by its promise."""
    ends: dict[UUID, datetime] = {}
    waiting = [case for case in cases if case.closed_at is None]
    ends |= {case.pk: case.closed_at for case in cases if case.closed_at is not None}
    while waiting:
        ready = [c for c in waiting if all(n in ends for n in needs.get(c.pk, ()))]
        for case in ready:
            starts = [begun[case.pk], *(ends[n] for n in needs.get(case.pk, ()))]
            ends[case.pk] = _end(case, max(starts), dues, clock, at)
        waiting = [case for case in waiting if case.pk not in ends]
        if not ready:
            break
    return ends


def _end(
    case: Case,
    start: datetime,
    dues: Mapping[UUID, datetime],
    clock: WorkClock,
    at: datetime,
) -> datetime:
    """An office that lets a case lie gets no more time; an applicant who corrects takes her own."""
    if case.pk in dues:
        return dues[case.pk]
    if case.state in {"correction", "granted"}:
        start = max(start, at)
    budget = promised_budget(case.item.body)
    return clock.due(start, budget, now=at).at if budget and case.state != "granted" else start


def _members(bundle_ids: Iterable[UUID]) -> dict[UUID, list[Case]]:
    found: dict[UUID, list[Case]] = {}
    for case in Case.objects.filter(parent_id__in=list(bundle_ids)).select_related("item"):
        found.setdefault(case.parent_id, []).append(case)  # type: ignore[arg-type]  # members have parents
    return found


def _needs(case_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    rows = Dependency.objects.filter(case_id__in=list(case_ids))
    for case_id, needed_id in rows.values_list("case_id", "needed_id"):
        found.setdefault(case_id, []).append(needed_id)
    return found


def _dues(case_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    running = Commitment.objects.filter(
        case_id__in=list(case_ids), clock="promised", met_at__isnull=True, cancelled_at__isnull=True
    )
    return dict(running.values_list("case_id", "due_at"))


def _handed_in(case_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the applicant last handed in a correction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_id, max(at) FROM ledger_entry"
            " WHERE subject_id = ANY (%s) AND action = 'matter.resubmit' GROUP BY subject_id",
            [list(case_ids)],
        )
        return dict(cursor.fetchall())


def _store(rows: list[tuple[UUID, datetime]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_commitment m SET due_at = e.due"
            " FROM unnest(%s::uuid[], %s::timestamptz[]) AS e(id, due)"
            " WHERE m.id = e.id AND m.due_at <> e.due",
            [[pk for pk, _ in rows], [due for _, due in rows]],
        )
