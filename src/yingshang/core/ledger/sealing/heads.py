"""The last checkpoint of a place's log as the database keeps it: where the next turn goes on."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.frontier import Frontier


class Mark(NamedTuple):
    """The last entry that was sealed; everything up to it has its place."""

    epoch: int
    xid: int
    id: UUID

    @classmethod
    def before_all(cls) -> "Mark":
        """Before the first entry."""
        return cls(0, 0, UUID(int=0))

    @classmethod
    def end_of(cls, epoch: int) -> "Mark":
        """Behind everything that an epoch can hold."""
        return cls(epoch, 2**64 - 1, UUID(int=2**128 - 1))

    @property
    def parameters(self) -> tuple[int, str, UUID]:
        """As SQL takes it: (epoch, xid as text, id)."""
        return (self.epoch, str(self.xid), self.id)


_EPOCH = "epoch "


def epoch_in(checkpoint: Checkpoint | None) -> int:
    """The epoch that a checkpoint says; the first when it says nothing."""
    lines = checkpoint.extensions if checkpoint else ()
    said = [line.removeprefix(_EPOCH) for line in lines if line.startswith(_EPOCH)]
    return int(said[0]) if said else 1


@dataclass(frozen=True, slots=True)
class Head:
    """A log's end. `note` is empty before the first checkpoint.

    `server` is the system identifier of the database server that sealed it; None when an older
    version did.
    """

    place: str
    epoch: int
    mark: Mark
    frontier: Frontier
    note: str = ""
    server: int | None = None

    @property
    def size(self) -> int:
        """How many entries have their place."""
        return self.frontier.size

    def checkpoint(self, origin: str) -> Checkpoint:
        """What is signed. A raised epoch is a line of its own, for everybody to see."""
        lines = (f"{_EPOCH}{self.epoch}",) if self.epoch > 1 else ()
        return Checkpoint(origin, self.size, self.frontier.root(), lines)


_LAST = """SELECT epoch, last_epoch, last_xid::text, last_id, frontier, note,
       server FROM ledger_checkpoint
WHERE place = %s ORDER BY epoch DESC, size DESC LIMIT 1"""

_STORE = """INSERT INTO ledger_checkpoint
(place, epoch, size, root, last_epoch, last_xid, last_id, frontier, note, server)
VALUES (%s, %s, %s, %s, %s, %s::xid8, %s, %s, %s,
        (SELECT system_identifier FROM pg_control_system()))"""


def head_of(place: str) -> Head:
    """The last head, or the empty one."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [place])
        row = cursor.fetchone()
    if row is None:
        return Head(place, 1, Mark.before_all(), Frontier.empty())
    epoch, last_epoch, last_xid, last_id, frontier, note, server = row
    mark = Mark(last_epoch, int(last_xid), last_id)
    return Head(place, epoch, mark, Frontier.from_bytes(bytes(frontier)), note, server)


def store(head: Head) -> None:
    """Append a head. The caller's transaction holds the placements up to it."""
    frontier = head.frontier
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            [head.place, head.epoch, head.size, frontier.root(), *head.mark.parameters,
             frontier.to_bytes(), head.note],
        )  # fmt: skip
