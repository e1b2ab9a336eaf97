"""Where two logs part: the first entry that differs, or the range it lies in."""

from yingshang.proofs.log.frontier import Frontier
from yingshang.proofs.log.hashing import HASH_BYTES
from yingshang.proofs.log.subtrees import Tree
from yingshang.proofs.log.tiles import HEIGHT, WIDTH, TileReader, read_whole


def first_difference(size: int, ours: TileReader, theirs: TileReader) -> int | None:
    """The first of `size` entries whose leaf hashes differ: two tiles read a level.

    *Errors*: `TileDamaged`.
    """
    level = max(0, (size.bit_length() - 1) // HEIGHT)
    start = 0
    while True:
        end = min(size >> HEIGHT * level, start + WIDTH)
        place = _differing(level, start, end, ours, theirs)
        if not level:
            return place if place < size else None
        start, level = place * WIDTH, level - 1


def _differing(level: int, start: int, end: int, ours: TileReader, theirs: TileReader) -> int:
    """The first hash of a level's tile that differs; `end` when all are equal."""
    if start == end:
        return end
    index = start // WIDTH
    mine, other = (read_whole(each, level, index, end - start) for each in (ours, theirs))
    for place in range(start, end):
        at = (place - start) * HASH_BYTES
        if mine[at : at + HASH_BYTES] != other[at : at + HASH_BYTES]:
            return place
    return end


def differing_range(frontier: Frontier, tree: Tree) -> tuple[int, int]:
    """The first part of the remembered log that is another in `tree`: first entry, and the last.

    Knowing only the frontier, it is the first of its subtrees that differs.
    """
    start = 0
    for bit, known in zip(_bits(frontier.size), frontier.hashes, strict=True):
        end = start + (1 << bit)
        if tree.range(start, end) != known:
            return start, end - 1
        start = end
    return start, start


def _bits(size: int) -> list[int]:
    return [bit for bit in range(size.bit_length() - 1, -1, -1) if size >> bit & 1]
