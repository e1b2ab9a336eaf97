"""Equal chances, by chi-square over 20,000 draws; the seeds are fixed, so the numbers are too."""

from collections import Counter
from itertools import combinations

import pytest

from tests.proofs.draws.cast import FixedSeed, chi_square, plan
from yingshang.proofs.draws import Count, Stratum, announce, draw

DRAWS, POOL, TAKEN = 20_000, 23, 5
CRITICAL = 48.27  # chi-square, 22 degrees of freedom, one in a thousand
FIRMS = tuple(f"firm-{number:02d}" for number in range(POOL))


def by_ticket() -> list[tuple[str, ...]]:
    announced = announce(plan(Stratum("all", FIRMS, Count(TAKEN), substitutes=1)))
    drawn = (draw(announced, FixedSeed(number)).chosen[0] for number in range(DRAWS))
    return [one.selected + one.substitutes for one in drawn]


def systematic() -> list[tuple[str, ...]]:
    """What careless programs do: a random start, then every fourth firm; the tail is never met."""
    step = POOL // TAKEN
    starts = (int.from_bytes(FixedSeed(number).seed(), "big") % step for number in range(DRAWS))
    return [FIRMS[start : step * TAKEN : step] for start in starts]


@pytest.fixture(scope="module")
def drawn() -> list[tuple[str, ...]]:
    return by_ticket()


def unevenness(draws: list[tuple[str, ...]], places: slice) -> float:
    """Chi-square of how often each firm stands in these places, for places drawn without return."""
    counts = Counter(firm for one in draws for firm in one[places])
    taken = len(range(6)[places])
    expected = DRAWS * taken / POOL
    raw = chi_square([counts[firm] for firm in FIRMS], [expected] * POOL)
    return raw * (POOL - 1) / (POOL - taken)


@pytest.mark.parametrize("places", [slice(0, 1), slice(0, TAKEN), slice(TAKEN, 6)])
def test_every_firm_is_drawn_first_selected_and_substitute_equally_often(drawn, places):
    assert unevenness(drawn, places) < CRITICAL


def test_the_biased_systematic_method_fails_the_same_test():
    assert unevenness(systematic(), slice(0, TAKEN)) > 100 * CRITICAL


def test_every_pair_of_firms_meets_equally_often(drawn):
    counts = Counter(pair for one in drawn for pair in combinations(sorted(one[:TAKEN]), 2))
    pairs = POOL * (POOL - 1) // 2
    expected = DRAWS * TAKEN * (TAKEN - 1) / 2 / pairs
    assert len(counts) == pairs
    assert max(abs(n - expected) for n in counts.values()) < 5 * expected**0.5


def test_another_announcement_with_the_same_seed_draws_others():
    first = announce(plan(Stratum("all", FIRMS, Count(TAKEN))))
    other = announce(plan(Stratum("all", FIRMS, Count(TAKEN)), draw_id="another"))
    chosen = [draw(one, FixedSeed(1)).chosen for one in (first, other)]
    assert chosen[0] != chosen[1]
