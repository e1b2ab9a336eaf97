"""Hashes of any part of the tree, read from few tiles."""

from dataclasses import dataclass, field

from yingshang.proofs.log.hashing import EMPTY_ROOT, HASH_BYTES, node_hash, perfect_root
from yingshang.proofs.log.tiles import HEIGHT, WIDTH, TileReader, read_whole, width_at


@dataclass(frozen=True)
class Tree:
    """A log of `size` entries over its tiles; each tile is read once."""

    size: int
    reader: TileReader
    _tiles: dict[tuple[int, int], bytes] = field(default_factory=dict, repr=False)

    def root(self, size: int | None = None) -> bytes:
        """The root hash of the log's first `size` entries, of all when no size is given."""
        end = self.size if size is None else size
        return self.range(0, end) if end else EMPTY_ROOT

    def range(self, start: int, end: int) -> bytes:
        """MTH(D[start:end]) of RFC 9162 section 2.1.1, for the ranges its proofs speak of."""
        if end - start == 1 << (end - start).bit_length() - 1:
            return self._perfect(start, end - start)
        middle = start + split(end - start)
        return node_hash(self._perfect(start, middle - start), self.range(middle, end))

    def leaf(self, index: int) -> bytes:
        """The hash of one leaf."""
        return self._perfect(index, 1)

    def _perfect(self, start: int, count: int) -> bytes:
        height = count.bit_length() - 1
        level, inside = divmod(height, HEIGHT)
        index, first = divmod(start >> level * HEIGHT, WIDTH)
        hashes = self._tile(level, index)
        begin = first * HASH_BYTES
        return perfect_root(hashes[begin : begin + (HASH_BYTES << inside)])

    def _tile(self, level: int, index: int) -> bytes:
        known = self._tiles.get((level, index))
        if known is None:
            known = read_whole(self.reader, level, index, width_at(level, index, self.size))
            self._tiles[level, index] = known
        return known


def split(count: int) -> int:
    """The largest power of two below `count`, where RFC 9162 splits a list."""
    return 1 << (count - 1).bit_length() - 1
