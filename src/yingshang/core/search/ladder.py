"""Newest first without sorting everything: the index is searched in windows that grow.

Each case carries the blocks of 8, 66, 524 and 4,194 thousand log places in which it was opened. A
window is the last two blocks of a size, so that a question names two of them and no more: each
lexeme of a question costs the server a look at every candidate. A frequent word fills its page from
the first window; a rare one is asked for in five, each an intersection of short lists. Either way a
page costs at most some hundred rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yingshang.core.search.asking import any_of, lexeme

SHIFTS = (13, 16, 19, 22)


@dataclass(frozen=True, slots=True)
class Rung:
    """Log places from `least` up to and not including `below`, and the blocks that make them up."""

    least: int
    below: int
    blocks: str


def block_lexemes(position: int) -> tuple[str, ...]:
    """The blocks of a place of the log, one a level."""
    return tuple(_block(level, position >> shift) for level, shift in enumerate(SHIFTS))


def rungs(below: int) -> Iterator[Rung]:
    """The windows of everything before `below`, newest first; the last has no blocks to name."""
    upper = below
    for level, shift in enumerate(SHIFTS):
        if upper <= 0:
            return
        last = (upper - 1) >> shift
        first = max(0, last - 1)
        blocks = (lexeme(_block(level, number)) for number in range(first, last + 1))
        yield Rung(first << shift, upper, any_of(blocks))
        upper = first << shift
    if upper > 0:
        yield Rung(0, upper, "")


def _block(level: int, number: int) -> str:
    return f"@{level}{number:x}"
