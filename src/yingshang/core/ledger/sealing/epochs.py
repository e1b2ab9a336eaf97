"""Raising the epoch: how a restored database goes on with the same log (decision 0016).

The log never shrinks and keeps its name. What was published and is gone from the database stays in
the log as bare hashes, read back from the tiles and checked against the signed root; entries that
are still there get the very places they had. Then whatever has no place yet is placed, the old
epoch is closed, and the raising itself is an entry of the new one.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection, transaction

from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.models import LedgerEpoch
from yingshang.core.ledger.sealing.choosing import cut
from yingshang.core.ledger.sealing.errors import LogForked
from yingshang.core.ledger.sealing.folder import LogFolder, folder_of
from yingshang.core.ledger.sealing.growing import Growing
from yingshang.core.ledger.sealing.guarding import check_signed
from yingshang.core.ledger.sealing.heads import Head, Mark, epoch_in, head_of
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.ledger.sealing.locking import wait_for
from yingshang.core.ledger.sealing.turn import fix, publish
from yingshang.core.ledger.services import record
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.entries import decode
from yingshang.proofs.log.tiles import ENTRIES, WIDTH, width_at

_UNPLACED = """unplaced AS (
    SELECT e.epoch, e.xid, e.id, e.recorded_at, e.commitment_hash FROM ledger_entry e
    WHERE e.place = %(place)s
      AND NOT EXISTS (SELECT FROM ledger_placement p WHERE p.entry_id = e.id)
)"""

_TAKE_BACK = f"""
WITH {_UNPLACED}, published AS (
    SELECT hash, number FROM unnest(%(hashes)s::bytea[]) WITH ORDINALITY AS t (hash, number)
)
INSERT INTO ledger_placement (place, index, entry_id, recorded_at, lost_hash)
SELECT %(place)s, %(size)s + p.number - 1, u.id, u.recorded_at,
       CASE WHEN u.id IS NULL THEN p.hash END
FROM published p LEFT JOIN unplaced u ON u.commitment_hash = p.hash
RETURNING entry_id
"""  # noqa: S608  # joined from constants of this module

_REST = f"""
WITH {_UNPLACED}, placed AS (
    INSERT INTO ledger_placement (place, index, entry_id, recorded_at)
    SELECT %(place)s, %(size)s + row_number() OVER (ORDER BY epoch, xid, id) - 1, id, recorded_at
    FROM unplaced
)
SELECT string_agg(commitment_hash, ''::bytea ORDER BY epoch, xid, id) FROM unplaced
"""  # noqa: S608  # joined from constants of this module


@dataclass(frozen=True, slots=True)
class Raised:
    """What raising did: the new epoch, the log's size, and how many published entries are lost."""

    place: str
    epoch: int
    size: int
    taken_back: int
    lost: int


def raise_epoch(place: str, *, actor: Actor, at: datetime) -> Raised:
    """Close the running epoch of a place and go on with the same log in the next one.

    Waits for every act that is being written, and lets new ones wait until it is done. Errors:
    `LogForked` when the tiles do not lead to the published root; `TileDamaged` when tiles of what
    was published are missing (fetch them from a mirror); `LogKeyMissing`; those of `check_signed`.
    """
    keys, folder = keys_of(place), folder_of(place)
    with transaction.atomic(durable=True):
        wait_for(place)
        _hold_writers()
        head = head_of(place)
        check_signed(head, keys)
        size = head.size
        published = folder.published(keys)
        closed = max(head.epoch, _epoch_of(place), epoch_in(published))
        with Growing(head.frontier, folder.tiles) as growing:
            lost = _take_back(head, growing, published=published, folder=folder)
            head = replace(head, frontier=growing.frontier)
            taken_back = head.size - size - lost
            growing.add(_place_rest(head))
            frontier = growing.finish()
        mark = Mark.end_of(closed)
        head = replace(head, epoch=closed + 1, mark=mark, frontier=frontier)
        LedgerEpoch.objects.update_or_create(place=place, defaults={"epoch": closed + 1})
        _enter(head, lost=lost, actor=actor, at=at)
        head = fix(head, keys)
    publish(head, growing.full, folder=folder, keys=keys)
    return Raised(place, head.epoch, head.size, taken_back, lost)


def _hold_writers() -> None:
    """Every writer of entries has read this table, and holds its lock until it has ended."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE core_ledgerepoch IN ACCESS EXCLUSIVE MODE")


def _take_back(
    head: Head, growing: Growing, *, published: Checkpoint | None, folder: LogFolder
) -> int:
    """Place what was published beyond the head as it was; answers how many entries are lost."""
    if published is None or published.size <= head.size:
        return 0
    hashes = _published_hashes(head, published, folder)
    growing.add(hashes)
    if growing.finish().root() != published.root:
        raise LogForked(place=head.place, size=published.size)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, {"place": head.place, "size": head.size, "hashes": hashes})
        return sum(entry_id is None for (entry_id,) in cursor.fetchall())


def _published_hashes(head: Head, published: Checkpoint, folder: LogFolder) -> list[bytes]:
    hashes: list[bytes] = []
    for index in range(head.size // WIDTH, -(-published.size // WIDTH)):
        width = width_at(ENTRIES, index, published.size)
        data = folder.tiles.read(ENTRIES, index, width)
        hashes += decode(data, index=index, width=width)
    return hashes[head.size % WIDTH :]


def _place_rest(head: Head) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(_REST, {"place": head.place, "size": head.size})
        (joined,) = cursor.fetchone()
    return cut(bytes(joined or b""))


def _epoch_of(place: str) -> int:
    row = LedgerEpoch.objects.filter(place=place).values_list("epoch", flat=True).first()
    return row or 1


def log_subject(place: str) -> UUID:
    """What entries about the log itself name as their subject; follows from the place."""
    return uuid5(NAMESPACE_URL, f"urn:yingshang:log:{place}")


def _enter(head: Head, *, lost: int, actor: Actor, at: datetime) -> None:
    data: dict[str, object] = {
        "epoch": head.epoch,
        "size": head.size,
        "root": head.frontier.root().hex(),
        "lost": lost,
    }
    subject = log_subject(head.place)
    record([Act(head.place, "log", subject, actor, at, "ledger.raise_epoch", data)])
