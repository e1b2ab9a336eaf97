"""Unequal chances: successive draws, each in proportion to the weights that remain.

The weights lie one after the other as intervals of whole numbers, in the entries' order. A number
without bias falls into one of them and draws its entry; a number that falls on an entry drawn
already is passed over, which leaves the others' chances in proportion. When more than half of the
weight has been drawn, the intervals of the rest are laid anew: so at most two numbers are needed
for an entry on average, whatever the weights. The proof is in `docs/draws.md`.
"""

from bisect import bisect_right
from itertools import accumulate

from yingshang.proofs.draws.seeds import Numbers


def successive(key: bytes, entries: list[str], weights: list[int], number: int) -> list[str]:
    """`number` entries, one after the other. *Shapes*: sorted entries, weights beside them."""
    numbers = Numbers(key)
    left, drawn = list(range(len(entries))), list[int]()
    while len(drawn) < number:
        won = _until_half(numbers, [weights[index] for index in left], number - len(drawn))
        drawn += [left[place] for place in won]
        gone = set(won)
        left = [index for place, index in enumerate(left) if place not in gone]
    return [entries[index] for index in drawn]


def _until_half(numbers: Numbers, weights: list[int], number: int) -> dict[int, None]:
    """The places drawn, in order, until `number` are or more than half of the weight has gone."""
    ends = list(accumulate(weights))
    won, gone = dict[int, None](), 0
    while len(won) < number and 2 * gone <= ends[-1]:
        place = bisect_right(ends, numbers.below(ends[-1]))
        if place not in won:
            won[place] = None
            gone += weights[place]
    return won
