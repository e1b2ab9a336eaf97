"""Tiles made again from the database, after the folder was damaged or lost.

The database is trusted only as far as the signature reaches: first all entries must lead to the
root that was signed, then tiles are written from them.
"""

from collections.abc import Callable

from django.db import transaction

from yingshang.core.ledger.sealing.edge import EdgeTiles
from yingshang.core.ledger.sealing.errors import LedgerDiffers
from yingshang.core.ledger.sealing.folder import folder_of
from yingshang.core.ledger.sealing.heads import Head, head_of
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.ledger.sealing.leaves import leaves
from yingshang.core.ledger.sealing.locking import wait_for
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.errors import TileDamaged
from yingshang.proofs.log.folder import FolderTiles
from yingshang.proofs.log.frontier import Frontier, append
from yingshang.proofs.log.tiles import Tile

Progress = Callable[[int], object]
"""Told how many leaves were just dealt with."""


def _silent(count: int) -> None:
    """No progress is shown."""


def rebuild(place: str, *, progress: Progress = _silent) -> int:
    """Write the tiles that are missing or differ; answers how many. Sealing waits meanwhile.

    Errors: `LedgerDiffers` when the entries do not lead to the signed root; those of
    `checkpoint.open` when the checkpoint in the database is not signed by a known key.
    """
    keys, folder = keys_of(place), folder_of(place)
    with transaction.atomic(durable=True):
        wait_for(place)
        head = head_of(place)
        if not head.size:
            return 0
        signed = checkpoints.open(head.note, keys.verifiers, origin=keys.origin)
        edge = _Writer(None)
        root = _walk(head, edge, progress=progress)
        if (signed.size, signed.root) != (head.size, root):
            raise LedgerDiffers(place=place, size=head.size)
        writer = _Writer(folder.tiles)
        _walk(head, writer, progress=progress)
        folder.publish(head.note, head.size, keys)
    return writer.written


def _walk(head: Head, writer: "_Writer", *, progress: Progress) -> bytes:
    frontier = Frontier.empty()
    for hashes in leaves(head.place, 0, head.size, size=head.size):
        grown = append(frontier, hashes, reader=writer.edge)
        frontier = grown.frontier
        writer.write(grown.tiles, is_last=frontier.size == head.size)
        progress(len(hashes))
    return frontier.root()


class _Writer:
    """Keeps the edge, and writes what the folder has not: full tiles, and the last partial ones."""

    def __init__(self, folder: FolderTiles | None) -> None:
        self.edge, self.folder, self.written = EdgeTiles(), folder, 0

    def write(self, tiles: tuple[Tile, ...], *, is_last: bool) -> None:
        self.edge.write(tiles)
        if self.folder is None:
            return
        folder = self.folder
        wanted = [tile for tile in tiles if is_last or tile.path.find(".p/") < 0]
        missing = [tile for tile in wanted if not _has(folder, tile)]
        folder.write(missing)
        self.written += len(missing)


def _has(folder: FolderTiles, tile: Tile) -> bool:
    try:
        return folder.read(tile.level, tile.index, tile.width) == tile.data
    except TileDamaged:
        return False
