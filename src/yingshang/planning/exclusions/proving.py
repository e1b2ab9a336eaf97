"""A proof that nothing is worth more than what was found: a tree whose leaves are covers.

Who checks it needs no trust in the search: see `checking`.
"""

from collections.abc import Sequence

from yingshang.planning.exclusions.bounding import Cover, bound, cover_of
from yingshang.planning.exclusions.graphs import Graph, bits
from yingshang.planning.exclusions.types import Branch, Clique, Leaf, Proof


def prove(graph: Graph, worth: Sequence[int], things: int, most: int) -> Proof:
    """The proof that no choice among `things` is worth more than `most`, which must be true."""
    cover = cover_of(graph, worth, things)
    if bound(cover) <= most:
        return Leaf(tuple(_clique(graph, members, weight) for members, weight in cover))
    on = _worth_deciding(graph, cover, things)
    without = things & ~(1 << on)
    with_it = without & ~graph.excluded[on]
    return Branch(
        graph.names[on],
        chosen=prove(graph, worth, with_it, most - worth[on]),
        left=prove(graph, worth, without, most),
    )


def _worth_deciding(graph: Graph, cover: Cover, things: int) -> int:
    """Of what stands in the cover, the thing that excludes most others."""
    covered = 0
    for members, _ in cover:
        covered |= members
    return max(bits(covered), key=lambda n: ((graph.excluded[n] & things).bit_count(), -n))


def _clique(graph: Graph, members: int, weight: int) -> Clique:
    return Clique(graph.named(members), weight)
