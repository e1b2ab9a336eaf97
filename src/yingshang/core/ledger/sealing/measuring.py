"""How far the sealer is behind: cheap enough to be asked every few seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from yingshang.core.ledger.sealing.heads import Head, head_of

MOST_COUNTED = 100_000

_BACKLOG = """SELECT count(*) FROM (
    SELECT 1 FROM ledger_entry e
    WHERE e.place = %s AND (e.epoch, e.xid, e.id) > (%s, %s::xid8, %s) LIMIT %s) t"""

_OLDEST = """SELECT e.recorded_at FROM ledger_entry e
WHERE e.place = %s AND (e.epoch, e.xid, e.id) > (%s, %s::xid8, %s)
ORDER BY e.epoch, e.xid, e.id LIMIT 1"""

_SEALED_AT = """SELECT at FROM ledger_checkpoint
WHERE place = %s ORDER BY epoch DESC, size DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class SealingState:
    """A log as it is now. `backlog` counts up to `MOST_COUNTED`.

    `oldest_at` is when the first entry without a place was recorded; `sealed_at` when the last
    checkpoint was signed.
    """

    place: str
    size: int
    epoch: int
    backlog: int
    oldest_at: datetime | None
    sealed_at: datetime | None

    def age(self, *, now: datetime) -> timedelta:
        """How long the oldest entry without a place has waited."""
        return now - self.oldest_at if self.oldest_at else timedelta()


def counted(head: Head) -> int:
    """How many entries there are, sealed or not; of the latter up to `MOST_COUNTED`."""
    with connection.cursor() as cursor:
        cursor.execute(_BACKLOG, (head.place, *head.mark.parameters, MOST_COUNTED))
        (backlog,) = cursor.fetchone()
    return head.size + int(backlog)


def sealing_state(place: str) -> SealingState:
    """Size, backlog and age of a place's log, in four statements however long it is."""
    head = head_of(place)
    behind = (place, *head.mark.parameters)
    backlog = counted(head) - head.size
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST, behind)
        oldest = cursor.fetchone()
        cursor.execute(_SEALED_AT, [place])
        sealed = cursor.fetchone()
    return SealingState(
        place, head.size, head.epoch, backlog, oldest and oldest[0], sealed and sealed[0]
    )
