"""Whether an answer is known without what is missing, and which of it matters.

One missing input after another is given each value that the decision can tell apart, until what is
left unknown makes no difference. Sound: where all come out alike, every possible value gives that.
Not complete: an input that is calculated with, and not only compared, is tried with some values
only, to see what else matters, and the answer stays unknown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from yingshang.rules.explaining.domains import Domain, domain, guesses
from yingshang.rules.explaining.knowing import Knowing
from yingshang.rules.explaining.structure import Known, Unknown
from yingshang.rules.explaining.unknown import is_same
from yingshang.rules.values import Value

MOST_TRIES = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The value, or `Unknown` with the inputs that decide it."""

    value: Known


@dataclass(frozen=True, slots=True)
class Choice:
    """What comes out hangs on an input: one branch for each of its samples."""

    key: str
    branches: "tuple[Answer | Choice, ...]"


Tree = Answer | Choice


@dataclass(slots=True)
class Completion:
    """A decision with what was given, and what was not."""

    knowing: Knowing
    decision: str
    given: Mapping[str, Value]
    overridden: frozenset[str] = frozenset()
    tries: int = MOST_TRIES
    domains: dict[str, Domain | None] = field(default_factory=dict)

    def answer(self, missing: Collection[str], first: Unknown) -> Known:
        """The value that all completions have in common; else `Unknown` of those that matter.

        `first` is what came out before anything was tried.
        """
        tree = self._split(first, {}, missing)
        return tree.value if isinstance(tree, Answer) else Unknown(frozenset(_keys(tree)))

    def _split(self, found: Known, tried: Mapping[str, Value], missing: Collection[str]) -> Tree:
        if not isinstance(found, Unknown):
            return Answer(found)
        key, samples, is_exact = self._next(found)
        if not samples:
            return Answer(found)
        left = [other for other in missing if other != key]
        self.tries -= len(samples)
        branches = []
        for sample in samples:
            given = {**tried, key: sample}
            value, _ = self.knowing.ask(
                self.decision, {**self.given, **given}, left, is_traced=False
            )
            branches.append(self._split(value, given, left))
        return _joined(key, branches) if is_exact else Choice(key, tuple(branches))

    def _next(self, found: Unknown) -> tuple[str, Domain, bool]:
        """The input with the fewest samples among those the value hangs on, and whether they are
        all that can be told apart. No samples: no more tries."""
        domains = {key: self._domain(key) for key in sorted(found.keys)}
        sizes = [(len(samples), key) for key, samples in domains.items() if samples is not None]
        is_exact = bool(sizes)
        if not sizes:
            sizes = [(0, key) for key in domains]
        _, key = min(sizes)
        samples = domains[key] or guesses(self.knowing.program.inputs[key].type)
        return key, samples if len(samples) <= self.tries else (), is_exact

    def _domain(self, key: str) -> Domain | None:
        if key not in self.domains:
            program = self.knowing.program
            self.domains[key] = domain(program, self.decision, key, self.overridden)
        return self.domains[key]


def _joined(key: str, branches: Sequence[Tree]) -> Tree:
    """The choice; or the branch itself where all are alike."""
    first = branches[0]
    if all(_alike(first, other) for other in branches[1:]):
        return first
    return Choice(key, tuple(branches))


def _alike(one: Tree, other: Tree) -> bool:
    """Whether two branches surely answer alike; of what is unknown that is never sure."""
    match one, other:
        case Answer(mine), Answer(theirs):
            if isinstance(mine, Unknown) or isinstance(theirs, Unknown):
                return False
            return is_same(mine, theirs)
        case Choice(), Choice():
            return one.key == other.key and all(map(_alike, one.branches, other.branches))
        case _:
            return False


def _keys(tree: Tree) -> set[str]:
    if isinstance(tree, Answer):
        return set(tree.value.keys) if isinstance(tree.value, Unknown) else set()
    return {tree.key}.union(*map(_keys, tree.branches))
