"""What must hold before a turn: the database knows at least what was published, in its numbers."""

from django.db import connection

from yingshang.core.ledger.sealing.errors import (
    DatabaseBehind,
    HeadNotSigned,
    LogForked,
    NumbersRestarted,
    OriginChanged,
    ServerChanged,
)
from yingshang.core.ledger.sealing.folder import LogFolder
from yingshang.core.ledger.sealing.heads import Head
from yingshang.core.ledger.sealing.keys import LogKeys
from yingshang.errors import DomainError
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.checkpoint import Checkpoint

_SERVER = """SELECT pg_snapshot_xmax(pg_current_snapshot())::text,
       (SELECT system_identifier FROM pg_control_system()),
       coalesce((SELECT epoch FROM core_ledgerepoch WHERE place = %s), 1)"""


def check_head(head: Head, folder: LogFolder, keys: LogKeys) -> None:
    """Refuse to go on from a head that is behind, forked, or another server's.

    The checkpoint of a turn that was killed before it could publish is published now.
    Errors: those of `check_signed`, `DatabaseBehind`, `LogForked`, `ServerChanged`,
    `NumbersRestarted`, `FolderNotReadable`, those of `checkpoint.open` for a damaged checkpoint.
    """
    check_signed(head, keys)
    published = folder.published(keys)
    if published is not None:
        _check_published(published, head, folder)
    if head.size and (published is None or published.size < head.size):
        folder.publish(head.note, head.size, keys)
    _check_numbers(head)


def check_signed(head: Head, keys: LogKeys) -> None:
    """See that a known key has signed just this edge: else who owns the database could have a log
    of his own making signed and published. Errors: `OriginChanged`, `HeadNotSigned`.
    """
    if not head.note:
        return
    found = head.note.partition("\n")[0]
    if found != keys.origin:
        raise OriginChanged(place=head.place, found=found, expected=keys.origin)
    try:
        signed = checkpoints.open(head.note, keys.verifiers, origin=keys.origin)
    except DomainError as error:
        raise HeadNotSigned(place=head.place, size=head.size, reason=error.code) from error
    if signed != head.checkpoint(keys.origin):
        raise HeadNotSigned(place=head.place, size=head.size, reason="size, root, epoch")


def _check_published(published: Checkpoint, head: Head, folder: LogFolder) -> None:
    if published.size > head.size:
        raise DatabaseBehind(
            place=head.place, published=published.size, known=head.size, folder=str(folder.path)
        )
    if not _knows(published, head):
        raise LogForked(place=head.place, size=published.size)


def _knows(published: Checkpoint, head: Head) -> bool:
    if published.size == head.size:
        return published.root == head.frontier.root()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM ledger_checkpoint WHERE place = %s AND size = %s AND root = %s",
            [head.place, published.size, published.root],
        )
        return cursor.fetchone() is not None


def _check_numbers(head: Head) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SERVER, [head.place])
        current, server, epoch = cursor.fetchone()
    if head.mark.epoch == epoch and head.server not in (None, server):
        raise ServerChanged(place=head.place, before=head.server, now=server)
    if head.mark.epoch == epoch and head.mark.xid >= int(current):
        raise NumbersRestarted(place=head.place, sealed=head.mark.xid, current=current)
