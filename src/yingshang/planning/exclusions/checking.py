"""Whether a choice is what it says, without searching: the few lines that one has to trust."""

from collections.abc import Iterable

from yingshang.planning.exclusions.types import Branch, Choice, Clique, Component, Proof, Weights

Excluded = dict[str, set[str]]


def holds(choice: Choice, weights: Weights, excludes: Iterable[tuple[str, str]]) -> bool:
    """Whether nothing chosen excludes another, the sums are right, and nothing is worth more."""
    excluded = _excluded(weights, excludes)
    members = [name for part in choice.components for name in part.members]
    return (
        sorted(members) == sorted(weights)
        and _are_apart(choice, excluded)
        and choice.value == sum(part.value for part in choice.components)
        and set(choice.chosen) == {name for part in choice.components for name in part.chosen}
        and all(_is_best(part, weights, excluded) for part in choice.components)
    )


def _excluded(weights: Weights, excludes: Iterable[tuple[str, str]]) -> Excluded:
    excluded: Excluded = {name: set() for name in weights}
    for one, other in excludes:
        if one in excluded and other in excluded and one != other:
            excluded[one].add(other)
            excluded[other].add(one)
    return excluded


def _are_apart(choice: Choice, excluded: Excluded) -> bool:
    """Nothing in one component excludes what is in another."""
    return all(
        excluded[name] <= set(part.members) for part in choice.components for name in part.members
    )


def _is_best(part: Component, weights: Weights, excluded: Excluded) -> bool:
    chosen = set(part.chosen)
    is_possible = chosen <= set(part.members) and all(not excluded[n] & chosen for n in chosen)
    is_right = part.value == sum(weights[name] for name in chosen)
    return is_possible and is_right and _proves(part.proof, set(part.members), part.value,
                                                weights, excluded)  # fmt: skip


def _proves(
    proof: Proof, things: set[str], most: int, weights: Weights, excluded: Excluded
) -> bool:
    """Whether no choice among `things` is worth more than `most`."""
    if isinstance(proof, Branch):
        without = things - {proof.on}
        with_it = without - excluded[proof.on]
        return (
            proof.on in things
            and _proves(proof.left, without, most, weights, excluded)
            and _proves(proof.chosen, with_it, most - weights[proof.on], weights, excluded)
        )
    covered = dict.fromkeys(things, 0)
    for clique in proof.cover:
        if not _is_clique(clique, excluded):
            return False
        for name in clique.members:
            covered[name] = covered.get(name, 0) + clique.weight
    is_covered = all(covered[name] >= weights[name] for name in things)
    return is_covered and sum(clique.weight for clique in proof.cover) <= most


def _is_clique(clique: Clique, excluded: Excluded) -> bool:
    return clique.weight >= 0 and all(
        other in excluded.get(name, ())
        for name in clique.members
        for other in clique.members
        if other != name
    )
