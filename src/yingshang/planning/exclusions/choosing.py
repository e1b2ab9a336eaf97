"""The best choice, exactly: branch and bound over each set of things that hang together.

Exclusions among policies are few, so that sets are small; of fifty things that exclude each other
at random it takes milliseconds.
"""

from collections.abc import Iterable, Sequence

from yingshang.planning.exclusions.bounding import bound, cover_of
from yingshang.planning.exclusions.graphs import Graph, bits
from yingshang.planning.exclusions.proving import prove
from yingshang.planning.exclusions.types import Choice, Component, Weights


def best(weights: Weights, excludes: Iterable[tuple[str, str]]) -> Choice:
    """What is worth most of all that can be had at once; of equal worth the most, then the first.

    *Shapes*: worth of each thing, not negative, in the order in which ties are broken; pairs of
    things that exclude each other, in either order. *Errors*: `ValueError` for a negative worth.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("what is chosen is worth nothing or more")
    graph = Graph.of(tuple(weights), excludes)
    worth = tuple(weights.values())
    parts = tuple(_component(graph, worth, members) for members in graph.components())
    chosen = {name for part in parts for name in part.chosen}
    in_order = tuple(name for name in weights if name in chosen)
    return Choice(in_order, sum(part.value for part in parts), parts)


def _component(graph: Graph, worth: Sequence[int], members: int) -> Component:
    found = heaviest(graph, _with_ties(worth), members)
    value = sum(worth[n] for n in bits(found))
    return Component(
        members=graph.named(members),
        excludes=graph.pairs_in(members),
        chosen=graph.named(found),
        value=value,
        proof=prove(graph, worth, members, value),
        ties=_ties(graph, worth, members, found, value),
    )


def heaviest(graph: Graph, weights: Sequence[int], things: int) -> int:
    """The set of greatest weight of which no thing excludes another."""
    best_set, best_weight = 0, -1
    stack = [(things, 0, 0)]
    while stack:
        left, chosen, weight = stack.pop()
        if not left:
            if weight > best_weight:
                best_set, best_weight = chosen, weight
            continue
        cover = cover_of(graph, weights, left)
        if weight + bound(cover) <= best_weight:
            continue
        on = most_excluding(graph, left)
        without = left & ~(1 << on)
        stack.append((without, chosen, weight))
        stack.append((without & ~graph.excluded[on], chosen | 1 << on, weight + weights[on]))
    return best_set


def most_excluding(graph: Graph, things: int) -> int:
    """The thing that excludes most of the others: to decide it leaves least to decide."""
    return max(bits(things), key=lambda n: ((graph.excluded[n] & things).bit_count(), -n))


def _with_ties(worth: Sequence[int]) -> list[int]:
    """Weights that differ for every set: worth first, then the number, then the order.

    Every set has its own sum, since the low bits name its members.
    """
    count = len(worth)
    return [
        ((value * (count + 1) + 1) << count) | 1 << (count - 1 - n) for n, value in enumerate(worth)
    ]


def _ties(
    graph: Graph, worth: Sequence[int], members: int, chosen: int, value: int
) -> tuple[tuple[str, ...], ...]:
    """For each chosen thing that is worth something, a choice without it that is worth as much."""
    found: dict[tuple[str, ...], None] = {}
    if members.bit_count() == 1:
        return ()
    tied = _with_ties(worth)
    for n in bits(chosen):
        if worth[n]:
            other = heaviest(graph, tied, members & ~(1 << n))
            if sum(worth[m] for m in bits(other)) == value:
                found[graph.named(other)] = None
    return tuple(found)
