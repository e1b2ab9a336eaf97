"""Growing a log beside the database's work: hashes and tiles in a thread of their own.

While the database chooses the next slice of entries, this process hashes the last one and writes
its tiles. The thread knows no database; whatever goes wrong in it is raised where it is waited for.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from yingshang.proofs.log.folder import FolderTiles
from yingshang.proofs.log.frontier import Frontier, append
from yingshang.proofs.log.tiles import WIDTH, Tile


class Growing:
    """A log that grows by slices, one after the other, in the background."""

    def __init__(self, frontier: Frontier, tiles: FolderTiles) -> None:
        self.frontier, self.tiles = frontier, tiles
        self.full: list[Tile] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sealer")
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def add(self, hashes: list[bytes]) -> None:
        """Begin to grow by these commitment hashes, when the slice before them is done.

        Errors: those of the slice before, as `finish`.
        """
        self.finish()
        self._last = self._thread.submit(self._grow, hashes)

    def finish(self) -> Frontier:
        """Wait until all tiles are on disk; the log's edge then.

        Errors: `TileDamaged`, `TileDiffers`, `TileNotWritten`.
        """
        if self._last is not None:
            self._last.result()
            self._last = None
        return self.frontier

    def _grow(self, hashes: list[bytes]) -> None:
        grown = append(self.frontier, hashes, reader=self.tiles)
        self.tiles.write(grown.tiles)
        self.frontier = grown.frontier
        self.full += [tile for tile in grown.tiles if tile.width == WIDTH]
