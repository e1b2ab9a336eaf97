"""What the public folder shows: leaves from its bundles, and whether its tiles are whole."""

from yingshang.core.ledger.sealing.folder import LogFolder
from yingshang.core.ledger.sealing.keys import LogKeys
from yingshang.errors import DomainError
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.entries import decode
from yingshang.proofs.log.errors import TileDamaged
from yingshang.proofs.log.tiles import ENTRIES, WIDTH, Tile, width_at

Leaves = list[bytes | None]
"""Commitment hashes in order; None where one is not there or not readable."""


class PublicLog:
    """A log of `size` as its folder has it."""

    def __init__(self, folder: LogFolder, size: int) -> None:
        self.folder, self.size = folder, size
        self._index, self._bundle = -1, Leaves()

    @property
    def is_begun(self) -> bool:
        """Whether there must be a checkpoint that can be read."""
        return self.size > 0 or self.folder.checkpoint_path.exists()

    def leaves(self, start: int, end: int) -> Leaves:
        """The leaves from `start` up to `end`."""
        shown = Leaves()
        for index in range(start // WIDTH, -(-end // WIDTH)):
            first, last = max(start - index * WIDTH, 0), min(end - index * WIDTH, WIDTH)
            shown += self._bundle_at(index)[first:last]
        return shown

    def has(self, tile: Tile) -> bool:
        """Whether a tile is on disk with exactly these bytes."""
        try:
            return self.folder.tiles.read(tile.level, tile.index, tile.width) == tile.data
        except (TileDamaged, OSError):
            return False

    def checkpoint(self, keys: LogKeys) -> Checkpoint | None:
        """The published checkpoint; None when there is none that a known key signed."""
        try:
            return self.folder.published(keys)
        except (DomainError, OSError):
            return None

    def _bundle_at(self, index: int) -> Leaves:
        if self._index != index:
            self._index, self._bundle = index, self._read(index)
        return self._bundle

    def _read(self, index: int) -> Leaves:
        width = width_at(ENTRIES, index, self.size)
        try:
            data = self.folder.tiles.read(ENTRIES, index, width)
            return [*decode(data, index=index, width=width)]
        except (TileDamaged, OSError):
            return [None] * width
