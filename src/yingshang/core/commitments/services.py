"""Promises start, are met, pause, grow and are recomputed here; always for a batch of cases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import connection

from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.models import Commitment, Extension, Suspension
from yingshang.core.commitments.types import Recomputed, Start
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.ids import new_id_text
from yingshang.core.statements import run
from yingshang.worktime import Budget, Due, Unit, WorkClock
from yingshang.worktime import Extension as MoreTime
from yingshang.worktime import Pause as Stopped

UNREAD: Mapping[str, UUID | None] = MappingProxyType({})
_COLUMNS = (
    "id", "place", "case_id", "clock", "office_id", "party_id", "budget", "unit", "started_at",
    "due_at", "original_due_at", "is_provisional", "calendar_version",
)  # fmt: skip


def start(
    starts: Sequence[Start], *, editions: Mapping[str, UUID | None] = UNREAD
) -> list[datetime]:
    """Begin the promises and answer their due dates, in order.

    One clock of a case runs once at a time: the database refuses more. Who has read the newest
    editions of the places gives them.
    """
    if not starts:
        return []
    clocks = {place: work_clock(place, editions.get(place)) for place in {s.place for s in starts}}
    known: dict[tuple[str, datetime, Budget], Due] = {}
    dues = []

    def rows() -> Iterator[tuple[object, ...]]:
        for s in starts:
            clock, key = clocks[s.place], (s.place, s.at, s.budget)
            due = known.get(key) or known.setdefault(key, clock.due(s.at, s.budget))
            dues.append(due.at)
            at = due.at.isoformat()
            yield (new_id_text(), s.place, s.case_id.hex, s.clock, s.office_id.hex,
                s.party_id.hex, s.budget.amount, s.budget.unit.value, s.at.isoformat(), at, at,
                due.provisional, clock.calendar.version)  # fmt: skip

    copy_rows("core_commitment", _COLUMNS, rows())
    return dues


def end(ends: Iterable[tuple[UUID, str, datetime]], *, met: bool) -> None:
    """Meet (or cancel) the running promises of the named case and clock.

    Should the clock on the wall have gone back, none ends before it began.
    """
    rows = list(ends)
    if not rows:
        return
    column = "met_at" if met else "cancelled_at"
    packed = json_text([{"case_id": case, "clock": clock, "at": at} for case, clock, at in rows])
    run(_END.format(column=column), [packed])


_END = """
UPDATE core_commitment m SET {column} = greatest(e.at, m.started_at)
FROM json_to_recordset(%s::json) AS e(case_id uuid, clock text, at timestamptz)
WHERE m.case_id = e.case_id AND m.clock = e.clock
  AND m.met_at IS NULL AND m.cancelled_at IS NULL"""


def pause(rows: Iterable[Suspension]) -> None:
    """Stop the clocks of the cases for the announced intervals."""
    Suspension.objects.bulk_create(rows)


def resume(rows: Iterable[tuple[UUID, datetime]]) -> None:
    """End the open interval of each case."""
    pairs = list(rows)
    if not pairs:
        return
    cases, moments = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_suspension s SET ends_at = greatest(e.at, s.starts_at)"
            " FROM unnest(%s::uuid[], %s::timestamptz[]) AS e(case_id, at)"
            " WHERE s.case_id = e.case_id AND s.ends_at IS NULL",
            [list(cases), list(moments)],
        )


def extend(rows: Iterable[Extension]) -> None:
    """Add time to one clock of each case; the database refuses a second extension."""
    Extension.objects.bulk_create(rows)


def recompute(case_ids: Sequence[UUID], *, at: datetime) -> list[Recomputed]:
    """Compute the running due dates anew from their inputs; answers those that moved.

    Five SQL statements for any number of cases.
    """
    running = Commitment.objects.filter(
        case_id__in=case_ids, met_at__isnull=True, cancelled_at__isnull=True
    )
    commitments = list(running)
    if not commitments:
        return []
    clocks = {place: work_clock(place) for place in {m.place for m in commitments}}
    pauses, extensions = pauses_of(case_ids), extensions_of(case_ids)
    changes = []
    plain: dict[tuple[str, datetime, int, str], Due] = {}  # equal starts are reckoned once
    for m in commitments:
        clock = clocks[m.place]
        stopped, more = pauses.get(m.case_id, ()), extensions.get((m.case_id, m.clock), ())
        if stopped or more:
            due = due_of(clock, m, stopped, more, at=at)
        else:
            key = (m.place, m.started_at, m.budget, m.unit)
            due = plain.get(key) or plain.setdefault(key, due_of(clock, m, (), (), at=at))
        if due.at != m.due_at or m.calendar_version != clock.calendar.version:
            changes.append((m, due, clock.calendar.version))
    _store(changes)
    return [
        Recomputed(m.case_id, m.place, m.clock, m.due_at, due.at, due.provisional, version)
        for m, due, version in changes
    ]


def due_of(
    clock: WorkClock,
    commitment: Commitment,
    pauses: Sequence[Stopped],
    extensions: Sequence[MoreTime],
    *,
    at: datetime,
) -> Due:
    """The due date of one commitment with its trace, from its inputs."""
    budget = Budget(commitment.budget, Unit(commitment.unit))
    return clock.due(
        commitment.started_at, budget, pauses=tuple(pauses), extensions=tuple(extensions), now=at
    )


def pauses_of(case_ids: Sequence[UUID]) -> dict[UUID, list[Stopped]]:
    """The intervals that do not count, by case."""
    found: dict[UUID, list[Stopped]] = defaultdict(list)
    for s in Suspension.objects.filter(case_id__in=case_ids).order_by("starts_at"):
        found[s.case_id].append(
            Stopped(
                s.starts_at,
                s.ends_at,
                s.reason,
                s.notice_no,
                ground=s.ground,
                expected_end=s.expected_end_at,
            )
        )
    return found


def extensions_of(case_ids: Sequence[UUID]) -> dict[tuple[UUID, str], list[MoreTime]]:
    """The time added, by case and clock."""
    found: dict[tuple[UUID, str], list[MoreTime]] = defaultdict(list)
    for e in Extension.objects.filter(case_id__in=case_ids):
        budget = Budget(e.budget, Unit(e.unit))
        found[e.case_id, e.clock].append(MoreTime(budget, e.reason, e.notice_no, e.at))
    return found


def _store(changes: Sequence[tuple[Commitment, Due, str]]) -> None:
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_commitment m SET due_at = e.due, is_provisional = e.provisional,"
            " calendar_version = e.version"
            " FROM unnest(%s::uuid[], %s::timestamptz[], %s::boolean[], %s::text[])"
            " AS e(id, due, provisional, version) WHERE m.id = e.id",
            [
                [m.id for m, _, _ in changes],
                [due.at for _, due, _ in changes],
                [due.provisional for _, due, _ in changes],
                [version for _, _, version in changes],
            ],
        )
