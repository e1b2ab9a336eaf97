"""The strongly connected groups of a graph, in the order in which they can be worked on.

Source: R. Tarjan, Depth-first search and linear graph algorithms (1972), without recursion.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


def groups(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Groups of nodes that reach each other; what a group points to comes before it.

    Time and space grow with the number of nodes and edges. Every node pointed to is a key.
    """
    search = _Search(graph)
    for node in graph:
        if node not in search.number:
            yield from search.from_node(node)


@dataclass(slots=True)
class _Search:
    graph: Mapping[str, Sequence[str]]
    number: dict[str, int] = field(default_factory=dict)
    lowest: dict[str, int] = field(default_factory=dict)
    open_nodes: list[str] = field(default_factory=list)
    is_open: set[str] = field(default_factory=set)

    def from_node(self, start: str) -> Iterator[list[str]]:
        """The groups that are finished on the way from the node."""
        path = [(start, iter(self._entered(start)))]
        while path:
            node, edges = path[-1]
            for target in edges:
                if target not in self.number:
                    path.append((target, iter(self._entered(target))))
                    break
                if target in self.is_open:
                    self.lowest[node] = min(self.lowest[node], self.number[target])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    self.lowest[above] = min(self.lowest[above], self.lowest[node])
                if self.lowest[node] == self.number[node]:
                    yield self._closed(node)

    def _entered(self, node: str) -> Sequence[str]:
        self.number[node] = self.lowest[node] = len(self.number)
        self.open_nodes.append(node)
        self.is_open.add(node)
        return self.graph[node]

    def _closed(self, node: str) -> list[str]:
        group = [self.open_nodes.pop()]
        while group[-1] != node:
            group.append(self.open_nodes.pop())
        self.is_open.difference_update(group)
        return group
