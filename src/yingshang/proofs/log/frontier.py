"""The right edge of a log: all that growing it needs to remember.

A frontier is the hashes of the perfect subtrees that a log's size is the sum of: at most 63 hashes
whatever the size. `grow` adds leaves in time linear in their number, and says which tiles are new
or wider. Nothing here reads a clock or writes a file.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from yingshang.proofs.log.entries import decode, extend
from yingshang.proofs.log.errors import FrontierInvalid, TileDiffers
from yingshang.proofs.log.hashing import (
    EMPTY_ROOT,
    HASH_BYTES,
    leaf_hashes,
    node_hash,
    perfect_root,
)
from yingshang.proofs.log.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Tile,
    TileReader,
    read_whole,
    tile_path,
)

_FULL = WIDTH * HASH_BYTES
_SIZE_BYTES = 8


@dataclass(frozen=True)
class Frontier:
    """*Shapes*: `hashes` holds one hash for each bit set in `size`, the largest subtree first."""

    size: int
    hashes: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.size < 1 << 63:
            raise FrontierInvalid(reason=f"size {self.size}")
        if len(self.hashes) != self.size.bit_count():
            raise FrontierInvalid(reason=f"{len(self.hashes)} hashes for size {self.size}")
        if any(len(each) != HASH_BYTES for each in self.hashes):
            raise FrontierInvalid(reason="a hash that is not 32 bytes long")

    @classmethod
    def empty(cls) -> Self:
        """The frontier of a log without entries."""
        return cls(0, ())

    def root(self) -> bytes:
        """The root hash of the log at this size."""
        if not self.hashes:
            return EMPTY_ROOT
        return functools.reduce(lambda right, left: node_hash(left, right), self.hashes[::-1])

    def to_bytes(self) -> bytes:
        """The size as eight big-endian bytes, then the hashes."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """*Errors*: `FrontierInvalid`."""
        size, rest = int.from_bytes(data[:_SIZE_BYTES], "big"), data[_SIZE_BYTES:]
        if len(data) < _SIZE_BYTES or len(rest) % HASH_BYTES:
            raise FrontierInvalid(reason=f"{len(data)} bytes")
        return cls(size, tuple(_cut(rest)))


@dataclass(frozen=True)
class Grown:
    """A log after it has grown: its new right edge and the tiles to store before signing it.

    *Shapes*: `tiles` holds every tile that became full and, for each level that changed, its
    partial tile at the new size; the lowest level first.
    """

    frontier: Frontier
    tiles: tuple[Tile, ...]


def append(frontier: Frontier, entries: Sequence[bytes], *, reader: TileReader) -> Grown:
    """Add commitment hashes: the tiles of `grow` and the entry bundles before them.

    *Errors*: as `grow`, also for the partial bundle at the edge; `EntryInvalid` for an entry that
    is not 32 bytes long.
    """
    known = _read_bundle(frontier, reader=reader) if entries else []
    bundles = extend(frontier.size, known, entries)
    grown = grow(frontier, leaf_hashes(entries), reader=reader)
    return Grown(grown.frontier, bundles + grown.tiles)


def grow(frontier: Frontier, leaves: Sequence[bytes], *, reader: TileReader) -> Grown:
    """Add leaves, given as their hashes. The reader is asked for the partial tiles at the edge.

    *Errors*: `TileDamaged` when the reader has not those tiles whole, `TileDiffers` when what it
    has does not lead to the frontier.
    """
    tiles: list[Tile] = []
    edge: list[bytes] = []
    fresh, level = b"".join(leaves), 0
    size = frontier.size + len(leaves)
    while fresh:
        known = _read_edge(frontier, level, reader=reader)
        start = frontier.size >> HEIGHT * (level + 1)
        data = known + fresh
        full = [data[at : at + _FULL] for at in range(0, len(data) - _FULL + 1, _FULL)]
        tiles.extend(Tile(level, start + at, WIDTH, each) for at, each in enumerate(full))
        rest = data[len(full) * _FULL :]
        if rest:
            tiles.append(Tile(level, start + len(full), len(rest) // HASH_BYTES, rest))
        edge = _subtrees(rest) + edge
        fresh, level = b"".join([perfect_root(each) for each in full]), level + 1
    untouched = (frontier.size >> HEIGHT * level).bit_count()
    return Grown(Frontier(size, frontier.hashes[:untouched] + tuple(edge)), tuple(tiles))


def _read_bundle(frontier: Frontier, *, reader: TileReader) -> list[bytes]:
    """The entries of the partial bundle at the edge, checked against the frontier."""
    index, width = divmod(frontier.size, WIDTH)
    if not width:
        return []
    known = decode(reader.read(ENTRIES, index, width), index=index, width=width)
    _check_edge(frontier, ENTRIES, b"".join(leaf_hashes(known)))
    return known


def _read_edge(frontier: Frontier, level: int, *, reader: TileReader) -> bytes:
    """The partial tile at the right edge of a level, checked against the frontier."""
    index, width = divmod(frontier.size >> HEIGHT * level, WIDTH)
    if not width:
        return b""
    data = read_whole(reader, level, index, width)
    _check_edge(frontier, level, data)
    return data


def _check_edge(frontier: Frontier, level: int, hashes: bytes) -> None:
    """*Errors*: `TileDiffers` when these are not the hashes the frontier was made of."""
    count = frontier.size >> HEIGHT * max(level, 0)
    index, width = divmod(count, WIDTH)
    start = index.bit_count()
    if tuple(_subtrees(hashes)) != frontier.hashes[start : start + width.bit_count()]:
        raise TileDiffers(path=tile_path(level, index, width))


def _subtrees(hashes: bytes) -> list[bytes]:
    """The roots of the perfect subtrees that fewer than 256 hashes are cut into."""
    roots, at = [], 0
    count = len(hashes) // HASH_BYTES
    for bit in range(HEIGHT - 1, -1, -1):
        if count >> bit & 1:
            end = at + (HASH_BYTES << bit)
            roots.append(perfect_root(hashes[at:end]))
            at = end
    return roots


def _cut(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
