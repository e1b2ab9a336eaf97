"""A choice among things of which some exclude others, and why no other choice is worth more."""

from collections.abc import Mapping
from dataclasses import dataclass

Weights = Mapping[str, int]
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Clique:
    """Things of which each excludes every other, so that at most one of them is chosen.

    A cover gives every clique a weight such that no thing is worth more than the cliques it is in;
    then the sum of the weights is more than any choice can be worth, or equal.
    """

    members: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is left is worth no more than the sum of the cover."""

    cover: tuple[Clique, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Either `on` is chosen, and what it excludes is not, or it is not: each way has a proof."""

    on: str
    chosen: "Proof"
    left: "Proof"


Proof = Leaf | Branch


@dataclass(frozen=True, slots=True)
class Component:
    """Things that hang together by exclusions: what is chosen of them, its worth, and the proof.

    `ties` are other choices of the same worth: for each chosen thing of any worth the best choice
    without it, where that is worth as much.
    """

    members: tuple[str, ...]
    excludes: Pairs
    chosen: tuple[str, ...]
    value: int
    proof: Proof
    ties: tuple[tuple[str, ...], ...] = ()

    @property
    def is_forced(self) -> bool:
        """Whether there was nothing to choose: one thing, which nothing excludes."""
        return len(self.members) == 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The best choice: of all that can be had at once it is worth most.

    Among those worth the same it has the most members, and then the first in the order given.
    """

    chosen: tuple[str, ...]
    value: int
    components: tuple[Component, ...]

    @property
    def is_unique(self) -> bool:
        """Whether every other choice is worth less."""
        return not any(component.ties for component in self.components)
