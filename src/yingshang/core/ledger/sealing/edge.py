"""The right edge of a log in memory, for walks over the whole of it that write no tiles."""

from collections.abc import Iterable

from yingshang.proofs.log.errors import TileDamaged
from yingshang.proofs.log.tiles import WIDTH, Tile, tile_bytes, tile_path, width_at


class EdgeTiles:
    """A tile reader that remembers the last partial tile of each level, and nothing more."""

    def __init__(self) -> None:
        self._last: dict[int, Tile] = {}

    def read(self, level: int, index: int, width: int) -> bytes:
        """The partial tile that was written last. Errors: `TileDamaged` for any other."""
        tile = self._last.get(level)
        if tile is None or (tile.index, tile.width) != (index, width):
            path = tile_path(level, index, width)
            raise TileDamaged(path=path, expected=tile_bytes(level, width), found=0)
        return tile.data

    def write(self, tiles: Iterable[Tile]) -> None:
        """Remember the partial tiles among these."""
        for tile in tiles:
            if tile.width < WIDTH:
                self._last[tile.level] = tile

    def at(self, size: int) -> list[Tile]:
        """The partial tiles at the right edge of a log of `size`."""
        kept = self._last.values()
        return [tile for tile in kept if tile.width == width_at(tile.level, tile.index, size)]
