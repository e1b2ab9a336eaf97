"""Warnings before a breach, and the escalation after: each is an entry, a notice and a row, once.

Reads running promises only, through their own index, whatever the number of closed ones. A promise
whose clock stands still is not warned of. What is found at a higher light first is warned of at
that light alone.
"""

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.cases.telling import day_text
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.parties.models import Office
from yingshang.core.watch.lights import BATCH, LEVEL, OfficeLights, office_lights
from yingshang.core.watch.models import Alert
from yingshang.core.watch.recipients import Staff, staff_of
from yingshang.core.watch.watched import watched
from yingshang.errors import Unavailable

log = logging.getLogger(__name__)
AT_ONCE = 2_000
TEMPLATES = {1: "due_soon", 2: "red_light", 3: "overdue"}
NAMES = {1: "yellow", 2: "red", 3: "breached"}


class Found(NamedTuple):
    """A promise to warn of."""

    commitment_id: UUID
    case_id: UUID
    place: str
    office_id: UUID
    handler_id: UUID | None
    kind: str
    number: str
    title: str
    clock: str
    due_at: datetime
    level: int


def warn(*, at: datetime, limit: int = AT_ONCE) -> int:
    """Warn of every promise whose light has risen since the last turn; answers how many.

    A fixed number of SQL statements a place. A place whose lists lack the limits or the calendar
    is logged with its remedy, and keeps no other place from being watched.
    """
    offices: dict[str, list[Office]] = {}
    for office in Office.objects.filter(is_open=True).order_by("place", "code"):
        offices.setdefault(office.place, []).append(office)
    return sum(_watch(place, group, at, limit) for place, group in offices.items())


def _watch(place: str, offices: Sequence[Office], at: datetime, limit: int) -> int:
    try:
        lights = office_lights(place, offices, at=at)
    except Unavailable as error:
        log.warning("no promise of %s is watched: %s", place, error)
        return 0
    with transaction.atomic():
        found = _risen(lights, limit)
        return _warn(found, staff_of([place], at=at), at) if found else 0


def _risen(lights: Sequence[OfficeLights], limit: int) -> list[Found]:
    """The promises whose light stands higher than anybody was told, for the date it has now."""
    rows: dict[str, str | int] = {
        "offices": json.dumps([each.row() for each in lights]),
        "watched": json.dumps(watched()),
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RISEN, rows)
        return [Found(*row) for row in cursor.fetchall()]


# Office by office through the index of running promises, then each case by its key: written so that
# no statistics of a young table can lead elsewhere.
_RISEN = f"""
SELECT id, case_id, place, office_id, handler_id, kind, number, title, clock, due_at, level
FROM (
    SELECT m.id, m.case_id, m.place, m.office_id, c.handler_id, c.kind, c.number, c.title, m.clock,
        m.due_at, {LEVEL} AS level
    FROM {BATCH}
    CROSS JOIN LATERAL (
        SELECT * FROM core_commitment WHERE office_id = h.office_id AND due_at <= h.last
          AND met_at IS NULL AND cancelled_at IS NULL OFFSET 0) AS m
    CROSS JOIN LATERAL (
        SELECT * FROM core_case WHERE id = m.case_id OFFSET 0) AS c
    JOIN json_to_recordset(%(watched)s::json) AS w(kind text, clock text)
        ON w.kind = c.kind AND w.clock = m.clock
    WHERE c.closed_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM core_suspension s WHERE s.case_id = m.case_id AND s.ends_at IS NULL)
) AS lit
WHERE level IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM core_alert a
    WHERE a.commitment_id = lit.id AND a.due_at = lit.due_at AND a.level >= lit.level)
ORDER BY due_at, id LIMIT %(limit)s"""  # noqa: S608 - made of constants of this package


def _warn(found: Sequence[Found], staff: Staff, at: datetime) -> int:
    people = [sorted(staff.told_of(row)) for row in found]
    fresh = [
        Alert(
            id=new_id(), place=row.place, commitment_id=row.commitment_id, case_id=row.case_id,
            office_id=row.office_id, level=row.level, due_at=row.due_at, at=at, told=len(users),
        )
        for row, users in zip(found, people, strict=True)
    ]  # fmt: skip
    Alert.objects.bulk_create(fresh)
    record([_act(row, users, at) for row, users in zip(found, people, strict=True)])
    tell([_telling(row, users) for row, users in zip(found, people, strict=True) if users], at=at)
    return len(found)


def _act(row: Found, users: Sequence[UUID], at: datetime) -> Act:
    data: dict[str, object] = {
        "level": NAMES[row.level],
        "clock": row.clock,
        "due": instant(row.due_at),
        "told": [str(user) for user in users],
    }
    return Act(row.place, row.kind, row.case_id, CLOCK, at, "watch.warn", data)


def _telling(row: Found, users: Sequence[UUID]) -> Telling:
    data = {"number": row.number, "title": row.title, "due": day_text(row.due_at)}
    return Telling(
        row.place, TEMPLATES[row.level], row.kind, row.case_id, [Recipient(u) for u in users], data
    )
