"""The best choice among what excludes each other: against brute force, and with its proof."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from yingshang.planning.exclusions import Branch, Choice, Clique, Leaf, best, holds

Weights = dict[str, int]
Pairs = list[tuple[str, str]]
RING = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "a")]


def brute_force(weights: Weights, pairs: Pairs) -> tuple[str, ...]:
    """Every set is looked at; most worth, then most members, then the first in order."""
    names = list(weights)
    forbidden = [{one, other} for one, other in pairs if one != other]

    def rank(some: tuple[str, ...]) -> tuple[int, int, list[bool]]:
        return sum(weights[n] for n in some), len(some), [n in some for n in names]

    sets = (some for size in range(len(names) + 1) for some in combinations(names, size))
    return max((s for s in sets if not any(pair <= set(s) for pair in forbidden)), key=rank)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Weights, Pairs]:
    names = [f"p{n}" for n in range(draw(st.integers(0, 8)))]
    worth = st.one_of(st.integers(0, 3), st.integers(0, 10**12))
    weights = {name: draw(worth) for name in names}
    pairs = list(combinations(names, 2))
    return weights, draw(st.lists(st.sampled_from(pairs), max_size=20)) if pairs else []


@settings(max_examples=120)
@given(problems())
def test_the_best_choice_is_that_of_brute_force_and_its_proof_holds(
    problem: tuple[Weights, Pairs],
) -> None:
    weights, pairs = problem
    found = best(weights, pairs)
    assert found.chosen == brute_force(weights, pairs)
    assert found.value == sum(weights[name] for name in found.chosen)
    assert holds(found, weights, pairs)


@settings(max_examples=60)
@given(problems())
def test_ties_are_told_and_only_ties(problem: tuple[Weights, Pairs]) -> None:
    weights, pairs = problem
    found = best(weights, pairs)
    others = [
        best({n: w for n, w in weights.items() if n != left_out}, pairs).value == found.value
        for left_out in found.chosen
        if weights[left_out]
    ]
    assert found.is_unique is not any(others)
    for part in found.components:
        for tie in part.ties:
            assert sum(weights[name] for name in tie) == part.value
            assert not any({one, other} <= set(tie) for one, other in pairs)


def test_nothing_excluded_is_all_chosen() -> None:
    found = best({"a": 5, "b": 0, "c": 7}, [])
    assert (found.chosen, found.value) == (("a", "b", "c"), 12)
    assert all(part.is_forced for part in found.components)


def test_two_small_ones_beat_the_large_one_that_excludes_both() -> None:
    found = best({"large": 10, "one": 6, "other": 5}, [("large", "one"), ("other", "large")])
    assert (found.chosen, found.value) == (("one", "other"), 11)
    assert found.is_unique


def test_of_equal_worth_the_first_is_chosen_and_the_other_told() -> None:
    found = best({"a": 5, "b": 5}, [("a", "b")])
    assert found.chosen == ("a",)
    assert found.components[0].ties == (("b",),)


def test_what_no_cover_can_prove_is_proved_by_cases() -> None:
    weights = dict.fromkeys("abcde", 2)
    found = best(weights, RING)
    assert found.value == 4
    assert isinstance(found.components[0].proof, Branch)
    assert holds(found, weights, RING)


def test_a_forged_proof_does_not_hold() -> None:
    weights = {"a": 5, "b": 6}
    found = best(weights, [("a", "b")])
    (part,) = found.components
    cases = [
        replace(part, chosen=("a",), value=5),
        replace(part, value=7),
        replace(part, chosen=("a", "b"), value=11),
        replace(part, proof=Leaf(())),
        replace(part, proof=Leaf((Clique(("b",), 6),))),
        replace(part, proof=Leaf((Clique(("a", "b"), 6), Clique(("a",), -6)))),
        replace(part, proof=Leaf((Clique(("a", "stranger"), 6),))),
    ]
    for forged in cases:
        choice = Choice(forged.chosen, forged.value, (forged,))
        assert not holds(choice, weights, [("a", "b")])
    assert holds(found, weights, [("a", "b")])


def test_a_proof_of_what_does_not_exclude_does_not_hold() -> None:
    found = best({"a": 5, "b": 6}, [("a", "b")])
    assert not holds(found, {"a": 5, "b": 6}, [])


def test_sixty_policies_that_exclude_each_other_at_random_take_no_time() -> None:
    names = [f"p{n}" for n in range(60)]
    weights = {name: (n * 7919) % 1000 + 1 for n, name in enumerate(names)}
    pairs = [
        (names[n], names[m]) for n in range(60) for m in range(n) if (n * 31 + m * 17) % 11 == 0
    ]
    found = best(weights, pairs)
    assert holds(found, weights, pairs)
