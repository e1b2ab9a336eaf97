"""Who excludes whom, as sets of bits: the n-th bit stands for the n-th thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graph:
    """Things in their order, and for each the set of those that it excludes."""

    names: tuple[str, ...]
    excluded: tuple[int, ...]

    @classmethod
    def of(cls, names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> "Graph":
        """The graph of `names`; a pair excludes both ways, pairs with a stranger say nothing."""
        place = {name: n for n, name in enumerate(names)}
        excluded = [0] * len(names)
        for one, other in pairs:
            if one in place and other in place and one != other:
                excluded[place[one]] |= 1 << place[other]
                excluded[place[other]] |= 1 << place[one]
        return cls(tuple(names), tuple(excluded))

    @property
    def all(self) -> int:
        """The set of everything."""
        return (1 << len(self.names)) - 1

    def named(self, chosen: int) -> tuple[str, ...]:
        """The names of a set, in order."""
        return tuple(self.names[n] for n in bits(chosen))

    def components(self) -> Iterator[int]:
        """The sets that hang together, in the order of their first things."""
        left = self.all
        while left:
            found, fresh = 0, left & -left
            while fresh:
                found |= fresh
                fresh = self._beside(fresh) & ~found
            left &= ~found
            yield found

    def clique(self, first: int, among: int) -> int:
        """A set around `first` of which each excludes every other, made greedily."""
        found, may = 1 << first, self.excluded[first] & among
        while may:
            following = (may & -may).bit_length() - 1
            found |= 1 << following
            may &= self.excluded[following]
        return found

    def pairs_in(self, members: int) -> frozenset[tuple[str, str]]:
        """The exclusions within a set, each once, the earlier thing first."""
        return frozenset(
            (self.names[n], self.names[other])
            for n in bits(members)
            for other in bits(self.excluded[n] & members)
            if n < other
        )

    def _beside(self, things: int) -> int:
        beside = 0
        for n in bits(things):
            beside |= self.excluded[n]
        return beside


def bits(things: int) -> Iterator[int]:
    """The members of a set, in order."""
    while things:
        lowest = things & -things
        yield lowest.bit_length() - 1
        things ^= lowest
