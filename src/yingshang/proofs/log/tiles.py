"""Tiles: how the tree lies on disk and on the web. *Source*: C2SP tlog-tiles.

A tile is up to 256 neighbouring hashes of one level of the tree cut every eight levels; level 0
holds the leaves' hashes, a hash at level 1 covers a full tile of level 0, and so on. `ENTRIES` is
the level of the entry bundles, whose entries are the leaves' data. Full tiles never change; a
partial one is replaced by a wider one of the same index.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from yingshang.proofs.log.errors import PathUnknown, TileDamaged
from yingshang.proofs.log.hashing import HASH_BYTES

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = -1
ENTRY_BYTES = 2 + HASH_BYTES
TOP_LEVEL = 63

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class TileReader(Protocol):
    """Where tiles are read from: a folder, a database, another place's web server."""

    def read(self, level: int, index: int, width: int) -> bytes:
        """The first `width` hashes of a tile, or entries of a bundle (level `ENTRIES`).

        *Errors*: `TileDamaged` when it is not there or not whole.
        """
        ...


@dataclass(frozen=True)
class Tile:
    """One tile or entry bundle with its bytes."""

    level: int
    index: int
    width: int
    data: bytes

    @property
    def path(self) -> str:
        """Where it is served, below the log's prefix."""
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int) -> str:
    """The path of C2SP: `tile/0/x001/x234/067`, `tile/1/000.p/17`, `tile/entries/000`."""
    name = "entries" if level == ENTRIES else str(level)
    digits = f"{index % 1000:03d}"
    while index >= 1000:
        index //= 1000
        digits = f"x{index % 1000:03d}/{digits}"
    return f"tile/{name}/{digits}" + (f".p/{width}" if width < WIDTH else "")


def parse_path(path: str) -> tuple[int, int, int]:
    """Level, index and width of a path. *Errors*: `PathUnknown` for any other spelling."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise PathUnknown(path=path[:200])
    level = ENTRIES if found["level"] == "entries" else int(found["level"])
    index = int(found["index"].replace("x", "").replace("/", ""))
    width = int(found["width"] or WIDTH)
    if level > TOP_LEVEL or index >> 63 or tile_path(level, index, width) != path:
        raise PathUnknown(path=path[:200])
    return level, index, width


def tile_bytes(level: int, width: int) -> int:
    """How long a tile or a bundle is. *Units*: bytes."""
    return width * (ENTRY_BYTES if level == ENTRIES else HASH_BYTES)


def width_at(level: int, index: int, size: int) -> int:
    """How many hashes a tile holds in a log of `size` entries: 0 when it is not there."""
    hashes = size >> (HEIGHT * max(level, 0))
    return max(0, min(WIDTH, hashes - index * WIDTH))


def read_whole(reader: TileReader, level: int, index: int, width: int) -> bytes:
    """What the reader says, of the length it must have. *Errors*: `TileDamaged`."""
    data = reader.read(level, index, width)
    expected = tile_bytes(level, width)
    if len(data) != expected:
        path = tile_path(level, index, width)
        raise TileDamaged(path=path, expected=expected, found=len(data))
    return data
