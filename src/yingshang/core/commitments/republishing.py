"""A year's calendar was published or changed: running promises are computed anew, on record."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.models import Commitment
from yingshang.core.commitments.services import recompute
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record

CHUNK = 10_000
_LOCK = "SELECT id FROM core_case WHERE id = ANY (%s::uuid[]) ORDER BY id FOR UPDATE"


def recompute_under_new_calendar(place: str, *, actor: Actor, at: datetime) -> int:
    """Recompute every running promise of the place made under another calendar; how many moved.

    Each that moved gets an entry with the date it had, the date it has, and the calendar's version.
    The cases are locked as by a step, so that none is moved meanwhile from an older date.
    """
    version = work_clock(place).calendar.version
    running = Commitment.objects.filter(
        place=place, met_at__isnull=True, cancelled_at__isnull=True
    ).exclude(calendar_version=version)
    moved = 0
    ordered = running.order_by("case_id").values_list("case_id", flat=True).distinct()
    while case_ids := list(ordered[:CHUNK]):
        _lock(case_ids)
        changes = [c for c in recompute(case_ids, at=at) if c.was != c.due]
        record(
            [
                Act(
                    change.place,
                    "case",
                    change.case_id,
                    actor,
                    at,
                    "commitment.recompute",
                    {
                        "clock": change.clock,
                        "was": instant(change.was),
                        "due": instant(change.due),
                        "calendar": change.calendar_version,
                    },
                )
                for change in changes
            ]
        )
        moved += len(changes)
    return moved


def _lock(case_ids: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [case_ids])
