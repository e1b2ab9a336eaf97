"""Adding and counting on positions, the same for every unit.

A budget covers positions `first` up to `end`; positions that a pause touches are *blocked* and
push `end` further away. See `scales` for what a position is.
"""

from collections.abc import Iterable, Sequence

from yingshang.worktime.pauses import Interval
from yingshang.worktime.scales import Scale

Range = tuple[int, int]


def blocked(scale: Scale, intervals: Iterable[Interval], origin: int) -> list[Range]:
    """The positions from `origin` on that the intervals touch, in order and without overlap.

    Two disjoint pauses can touch the same day, which is blocked once.
    """
    ranges: list[Range] = []
    done = origin
    for start, end in intervals:
        lo, hi = scale.touched(start, end)
        if hi > done:
            ranges.append((max(lo, done), hi))
            done = hi
    return ranges


def add(first: int, length: int, blocks: Sequence[Range]) -> int:
    """The position after `length` unblocked ones from `first` on."""
    end = first + length
    for lo, hi in blocks:
        if end <= lo:
            break
        end += hi - lo
    return end


def count(first: int, end: int, blocks: Sequence[Range]) -> int:
    """The unblocked positions from `first` up to `end`; nothing when `end` comes first."""
    taken = sum(max(0, min(hi, end) - max(lo, first)) for lo, hi in blocks)
    return max(0, end - first) - taken


def next_free(position: int, blocks: Sequence[Range]) -> int:
    """`position`, or the first one after it that is not blocked."""
    for lo, hi in blocks:
        if position < lo:
            break
        position = max(position, hi)
    return position
