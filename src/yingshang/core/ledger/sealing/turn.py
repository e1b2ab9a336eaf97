"""One turn of the sealer: choose, place, write tiles, sign, commit, publish."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import DatabaseError, connection, transaction

from yingshang.core.ledger.sealing.choosing import choose_and_place, read_in_order
from yingshang.core.ledger.sealing.folder import LogFolder, folder_of, published_places
from yingshang.core.ledger.sealing.growing import Growing
from yingshang.core.ledger.sealing.guarding import check_head
from yingshang.core.ledger.sealing.heads import Head, Mark, head_of, store
from yingshang.core.ledger.sealing.keys import LogKeys, keys_of
from yingshang.core.ledger.sealing.locking import alone_on
from yingshang.errors import DomainError
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.tiles import Tile

logger = logging.getLogger(__name__)

CHUNK = 50_000
"""Entries a transaction: about half a second of work, and what a kill makes undone at most."""
SLICE = 10_000
"""Entries a statement: while one slice is chosen, the one before is hashed and written."""

_PLACES = """
WITH RECURSIVE found AS (
    (SELECT place FROM ledger_entry ORDER BY place LIMIT 1)
    UNION ALL
    SELECT (SELECT e.place FROM ledger_entry e WHERE e.place > f.place ORDER BY e.place LIMIT 1)
    FROM found f WHERE f.place IS NOT NULL
)
SELECT place FROM found WHERE place IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a sealer did: how many entries it placed, and how long the log is now."""

    place: str
    placed: int
    size: int


def places() -> list[str]:
    """The places that have entries, or had when their logs were published."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES)
        written = {place for (place,) in cursor.fetchall()}
    return sorted(written | published_places())


def seal(place: str, *, chunk: int = CHUNK) -> Sealed:
    """Seal everything that is settled, a chunk a transaction.

    Ends at once when another sealer is at work. Errors: those of `check_head`, `LogKeyMissing`,
    `TileDamaged`, `TileNotWritten`, `FolderNotWritable`; what was sealed before stays sealed.
    """
    placed = size = 0
    while True:
        head, count = _turn(place, chunk=chunk)
        placed, size = placed + count, head.size if head else size
        if count < chunk:
            return Sealed(place, placed, size)


def seal_all() -> list[Sealed]:
    """Seal every place; the trouble of one is logged and keeps no other from its turn."""
    done = []
    for place in places():
        try:
            done.append(seal(place))
        except (DomainError, DatabaseError, OSError) as error:
            logger.warning("place %s is not sealed: %s", place, error)
    return done


def troubles() -> list[DomainError]:
    """What would keep the places' logs from being sealed now, with its remedy."""
    found = []
    for place in places():
        try:
            check_head(head_of(place), folder_of(place), keys_of(place))
        except DomainError as error:
            found.append(error)
    return found


def _turn(place: str, *, chunk: int) -> tuple[Head | None, int]:
    keys, folder = keys_of(place), folder_of(place)
    with transaction.atomic(durable=True):
        if not alone_on(place):
            return None, 0
        before = head_of(place)
        check_head(before, folder, keys)
        read_in_order()
        with Growing(before.frontier, folder.tiles) as growing:
            mark = _place_slices(before, growing, chunk=chunk)
            frontier = growing.finish()
        if frontier.size == before.size:
            return before, 0
        epoch = max(before.epoch, mark.epoch)
        head = fix(replace(before, epoch=epoch, mark=mark, frontier=frontier), keys)
    publish(head, growing.full, folder=folder, keys=keys)
    return head, head.size - before.size


def _place_slices(head: Head, growing: Growing, *, chunk: int) -> Mark:
    """Choose up to `chunk` entries slice by slice; the last of them."""
    mark, size, end = head.mark, head.size, head.size + chunk
    while size < end:
        limit = min(SLICE, end - size)
        chosen = choose_and_place(head.place, mark=mark, size=size, limit=limit)
        if chosen is None:
            break
        growing.add(chosen.hashes)
        mark, size = chosen.mark, size + len(chosen.hashes)
        if len(chosen.hashes) < limit:
            break
    return mark


def fix(head: Head, keys: LogKeys) -> Head:
    """Before the commit, when the tiles are on disk: sign for them, the head in the database."""
    signed = replace(head, note=checkpoints.sign(head.checkpoint(keys.origin), keys.signers))
    store(signed)
    return signed


def publish(head: Head, full: Iterable[Tile], *, folder: LogFolder, keys: LogKeys) -> None:
    """After the commit: the checkpoint for all to see, and partial tiles gone that became full."""
    folder.publish(head.note, head.size, keys)
    folder.tidy(full)
