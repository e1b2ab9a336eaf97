"""Chance that anyone can repeat: a draw follows from the seed and from what it is about.

Not for anything that must be fair or secret; those draws are `proofs.draws`.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15

T = TypeVar("T")


def draw(seed: int, *about: int) -> int:
    """64 bits that follow from the seed and the numbers of what is drawn (SplitMix64)."""
    state = seed & MASK
    for number in about:
        state = (state + _GOLDEN + number * 0xBF58476D1CE4E5B9) & MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
        state ^= state >> 31
    return state


def share(seed: int, *about: int) -> float:
    """A draw between 0 and 1."""
    return draw(seed, *about) / (MASK + 1)


def choose(options: Sequence[T], seed: int, *about: int) -> T:
    """One of the options, each as likely as the other."""
    return options[draw(seed, *about) % len(options)]


def split(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts as near to the weights as can be, and exactly in sum."""
    whole = sum(weights)
    edges = [round(total * reached / whole) for reached in accumulate(weights)]
    return [edge - before for edge, before in zip(edges, [0, *edges[:-1]], strict=True)]
