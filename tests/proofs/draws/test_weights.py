"""Weighted draws: in proportion to what remains, and exactly as the plain definition says."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.draws.cast import FixedSeed, chi_square, objection, plan, published
from yingshang.proofs.draws import Count, Stratum, announce, draw
from yingshang.proofs.draws.errors import WeightInvalid
from yingshang.proofs.draws.seeds import SPAN, Numbers
from yingshang.proofs.draws.weighted import successive

DRAWS = 20_000
CRITICAL = 16.27  # chi-square, 3 degrees of freedom, one in a thousand
WEIGHTS = {"a": 1, "b": 2, "c": 3, "d": 10}


@pytest.fixture(scope="module")
def drawn() -> list[tuple[str, ...]]:
    announced = announce(plan(Stratum("w", tuple(WEIGHTS), Count(2), weights=WEIGHTS)))
    return [draw(announced, FixedSeed(number)).chosen[0].selected for number in range(DRAWS)]


def second_chance(one: str) -> float:
    """The chance to be drawn second: after each other entry, in proportion to the rest."""
    total = sum(WEIGHTS.values())
    others = (weight for name, weight in WEIGHTS.items() if name != one)
    return sum(other / total * WEIGHTS[one] / (total - other) for other in others)


def test_the_first_is_drawn_in_proportion_to_weight(drawn):
    counts = Counter(first for first, _ in drawn)
    total = sum(WEIGHTS.values())
    expected = [DRAWS * weight / total for weight in WEIGHTS.values()]
    assert chi_square([counts[one] for one in WEIGHTS], expected) < CRITICAL


def test_the_second_is_drawn_in_proportion_to_the_weights_that_remain(drawn):
    counts = Counter(second for _, second in drawn)
    expected = [DRAWS * second_chance(one) for one in WEIGHTS]
    assert chi_square([counts[one] for one in WEIGHTS], expected) < CRITICAL


def test_equal_weights_would_fail_the_same_test(drawn):
    counts = Counter(first for first, _ in drawn)
    assert chi_square([counts[one] for one in WEIGHTS], [DRAWS / 4] * 4) > 100 * CRITICAL


@given(st.lists(st.integers(1, 10**9 - 1), min_size=1, max_size=30), st.binary(min_size=1))
def test_everyone_can_be_drawn_and_nobody_twice(weights, key):
    entries = [f"e{number:02d}" for number in range(len(weights))]
    assert sorted(successive(key, entries, weights, len(entries))) == entries


def test_a_number_beyond_the_last_multiple_is_rejected_so_that_none_is_likelier():
    bound = SPAN // 2 + 1  # nearly half of all blocks must be rejected
    numbers = Numbers(b"key")
    found = [numbers.below(bound) for _ in range(200)]
    assert max(found) < bound
    assert 300 < numbers._used < 500


@pytest.mark.parametrize("weight", [0, -1, 10**9, True, 1.5])
def test_a_weight_of_zero_or_of_too_many_digits_is_refused_by_name(weight):
    strata = Stratum("w", ("a", "b"), Count(1), weights={"a": 1, "b": weight})
    with pytest.raises(WeightInvalid, match=r"“b” in stratum “w” is not valid"):
        announce(plan(strata))


@pytest.mark.parametrize("weights", [{"a": 1}, {"a": 1, "b": 1, "stranger": 1}])
def test_weights_for_too_few_or_for_strangers_are_refused(weights):
    with pytest.raises(WeightInvalid):
        announce(plan(Stratum("w", ("a", "b"), Count(1), weights=weights)))


def test_heavy_and_light_together_are_checked_by_the_stand_alone_file():
    weights = {f"e{number:03d}": 10**9 - 1 if number < 5 else 1 for number in range(200)}
    document = published(plan(Stratum("w", tuple(weights), Count(100), 50, weights=weights)))
    assert objection(document) is None
