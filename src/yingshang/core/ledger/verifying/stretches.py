"""The stretches of a log from one checkpoint to the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from yingshang.core.ledger.sealing.heads import Head

_PAGE = 2_000
_NEXT = """SELECT epoch, size, root, note FROM ledger_checkpoint
WHERE place = %s AND (epoch, size) > (%s, %s) AND size <= %s ORDER BY epoch, size LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The places from `start` up to `end`, and the checkpoint that was signed over them."""

    start: int
    end: int
    epoch: int
    root: bytes
    note: str


def stretches(place: str, head: Head) -> Iterator[Stretch]:
    """All stretches up to the head, in order; a checkpoint that adds nothing is an empty one."""
    epoch, size = 0, -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [place, epoch, size, head.size, _PAGE])
            rows = cursor.fetchall()
        for row_epoch, end, root, note in rows:
            yield Stretch(max(size, 0), end, row_epoch, bytes(root), note)
            epoch, size = row_epoch, end
        if len(rows) < _PAGE:
            return
