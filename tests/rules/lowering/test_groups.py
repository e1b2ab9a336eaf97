"""Groups come in the order in which they can be worked on, however large the graph."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from yingshang.rules.lowering.groups import groups

GRAPHS = st.integers(1, 8).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, size - 1), unique=True), min_size=size, max_size=size
    )
)


def reached(graph: dict[str, list[str]], start: str) -> set[str]:
    """What can be reached from the node, by looking everywhere."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(graph[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


@given(GRAPHS)
def test_nodes_that_reach_each_other_are_one_group(edges: list[list[int]]) -> None:
    graph = {str(node): [str(target) for target in targets] for node, targets in enumerate(edges)}
    found = list(groups(graph))
    assert sorted(node for group in found for node in group) == sorted(graph)
    for group in found:
        for node in group:
            mutual = {m for m in reached(graph, node) if node in reached(graph, m)} | {node}
            assert mutual == set(group)


@given(GRAPHS)
def test_what_a_group_points_to_comes_first(edges: list[list[int]]) -> None:
    graph = {str(node): [str(target) for target in targets] for node, targets in enumerate(edges)}
    done: set[str] = set()
    for group in groups(graph):
        done |= set(group)
        assert all(target in done for node in group for target in graph[node])


def test_a_long_way_and_many_cycles_take_no_recursion_and_little_time() -> None:
    names = [str(n) for n in range(5_000)]
    way = {name: [after] for name, after in pairwise(names)} | {names[-1]: []}
    assert next(groups(way)) == [names[-1]]
    assert len(list(groups(way))) == 5_000
    assert [len(g) for g in groups(way | {names[-1]: [names[0]]})] == [5_000]
    pairs = {str(n): [str(n ^ 1)] for n in range(5_000)}
    assert len(list(groups(pairs))) == 2_500
