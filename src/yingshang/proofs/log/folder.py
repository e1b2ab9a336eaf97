"""Tiles in a folder, as a web server serves them.

A write is atomic and on disk before it is answered: whoever reads, or pulls the plug, sees the old
tile or the new one, whole.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yingshang.proofs.log.errors import TileDamaged, TileNotRead
from yingshang.proofs.log.files import sweep, write_files
from yingshang.proofs.log.tiles import WIDTH, Tile, tile_bytes, tile_path

_WIDTH = re.compile("[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]", re.ASCII)
"""A partial tile's name; foreign files beside them are passed over."""


@dataclass(frozen=True)
class FolderTiles:
    """The tiles of one log below `folder`. Not `durable` leaves syncing to the system (tests)."""

    folder: Path
    durable: bool = True

    def read(self, level: int, index: int, width: int) -> bytes:
        """A tile, or the first part of a wider one where this one is gone or never was.

        *Errors*: `TileDamaged`, naming the file.
        """
        path = self.folder / tile_path(level, index, width)
        data = _read(path, tile_bytes(level, width))
        if data is not None:
            return data
        for wider in self._wider(level, index, width):
            found = self.folder / tile_path(level, index, wider)
            data = _read(found, tile_bytes(level, wider))
            if data is not None:
                return data[: tile_bytes(level, width)]
        raise TileDamaged(path=str(path), expected=tile_bytes(level, width), found=0)

    def _wider(self, level: int, index: int, width: int) -> Iterator[int]:
        """The widths that may stand in for a partial tile: the full one first."""
        if width == WIDTH:
            return
        yield WIDTH
        folder = (self.folder / tile_path(level, index, width)).parent
        if folder.is_dir():
            names = (path.name for path in folder.iterdir())
            widths = (int(name) for name in names if _WIDTH.fullmatch(name))
            yield from sorted(wider for wider in widths if wider > width)

    def write(self, tiles: Iterable[Tile]) -> None:
        """Store tiles, replacing what stood there. *Errors*: `TileNotWritten`."""
        write_files(((self.folder / tile.path, tile.data) for tile in tiles), durable=self.durable)

    def sweep(self) -> int:
        """Remove what a killed writer left; call it when starting, while nobody writes."""
        return sweep(self.folder / "tile")


def _read(path: Path, expected: int) -> bytes | None:
    """A file's bytes, nothing when there is none. *Errors*: `TileDamaged` for another length."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TileNotRead(path=str(path), reason=error.strerror) from error
    if len(data) != expected:
        raise TileDamaged(path=str(path), expected=expected, found=len(data))
    return data
