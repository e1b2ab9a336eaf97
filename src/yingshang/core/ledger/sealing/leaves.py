"""The log's leaves as the database has them, in order and in bounded memory."""

from collections.abc import Iterator

from django.db import connection

from yingshang.core.ledger.sealing.choosing import cut
from yingshang.core.ledger.sealing.errors import LedgerDiffers

CHUNK = 51_200
"""Leaves a statement: a multiple of a tile's width, so that whole tiles come out."""

_LEAVES = """
SELECT count(*), string_agg(coalesce(e.commitment_hash, p.lost_hash), ''::bytea ORDER BY p.index)
FROM ledger_placement p
LEFT JOIN ledger_entry e ON e.id = p.entry_id AND e.recorded_at = p.recorded_at
WHERE p.place = %s AND p.index >= %s AND p.index < %s"""


def leaves(place: str, start: int, end: int, *, size: int) -> Iterator[list[bytes]]:
    """Commitment hashes of the places from `start` up to `end`, of a log of `size`, in chunks.

    Errors: `LedgerDiffers` when a place or its entry is not there.
    """
    for first in range(start, end, CHUNK):
        last = min(first + CHUNK, end)
        with connection.cursor() as cursor:
            cursor.execute(_LEAVES, [place, first, last])
            count, joined = cursor.fetchone()
        hashes = cut(bytes(joined or b""))
        if count != last - first or len(hashes) != count:
            raise LedgerDiffers(place=place, size=size)
        yield hashes
