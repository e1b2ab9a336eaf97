"""A year's calendar was published or changed: running promises are computed anew, on record."""

from datetime import datetime

from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.models import Commitment
from yingshang.core.commitments.services import recompute
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record

CHUNK = 10_000


def recompute_under_new_calendar(place: str, *, actor: Actor, at: datetime) -> int:
    """Recompute every running promise of the place made under another calendar; how many moved.

    Each that moved gets an entry with the date it had, the date it has, and the calendar's version.
    """
    version = work_clock(place).calendar.version
    running = Commitment.objects.filter(
        place=place, met_at__isnull=True, cancelled_at__isnull=True
    ).exclude(calendar_version=version)
    moved = 0
    while case_ids := list(running.values_list("case_id", flat=True).distinct()[:CHUNK]):
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
