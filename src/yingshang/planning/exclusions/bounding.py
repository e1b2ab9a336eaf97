"""More than a set can be worth, or as much: by cliques, of each of which one can be chosen."""

from collections.abc import Sequence

from yingshang.planning.exclusions.graphs import Graph, bits

Cover = list[tuple[int, int]]
"""Sets of things with their weights."""


def cover_of(graph: Graph, weights: Sequence[int], things: int) -> Cover:
    """A weighted cover by cliques, made greedily; the sum of its weights bounds the worth."""
    left = {n: weights[n] for n in bits(things) if weights[n] > 0}
    cover: Cover = []
    while left:
        least = min(left, key=lambda n: (left[n], n))
        clique = graph.clique(least, _set(left))
        weight = left[least]
        cover.append((clique, weight))
        for n in bits(clique):
            left[n] -= weight
            if not left[n]:
                del left[n]
    return cover


def bound(cover: Cover) -> int:
    """The sum of the weights."""
    return sum(weight for _, weight in cover)


def _set(things: dict[int, int]) -> int:
    found = 0
    for n in things:
        found |= 1 << n
    return found
