"""How many each stratum gives: counts, ratios with stated rounding, totals that add up."""

import pytest

from tests.proofs.draws.cast import FixedSeed, plan
from yingshang.proofs.draws import (
    Count,
    Exclusion,
    Ratio,
    Rounding,
    Stratum,
    Words,
    announce,
    draw,
)
from yingshang.proofs.draws.errors import (
    EmptyStratum,
    NothingToDraw,
    NumberInvalid,
    RatioInvalid,
    TooFewEntries,
    TotalDiffers,
)

FIRMS = tuple(f"f{number:03d}" for number in range(150))
WHY = Words("已查", "Inspected")


@pytest.mark.parametrize(
    ("share", "number"),
    [
        (Count(0), 0),
        (Ratio(1, 100, Rounding.UP), 2),
        (Ratio(1, 100, Rounding.DOWN), 1),
        (Ratio(1, 3, Rounding.UP), 50),
        (Ratio(0, 1), 0),
        (Ratio(1, 1), 150),
    ],
)
def test_a_share_of_150_firms_is_a_whole_number(share, number):
    assert announce(plan(Stratum("A", FIRMS, share))).quotas == [number]


def test_a_ratio_is_of_those_who_can_be_drawn():
    out = tuple(Exclusion(one, WHY) for one in FIRMS[:50])
    assert announce(plan(Stratum("A", FIRMS, Ratio(1, 10)), exclusions=out)).quotas == [10]


def test_each_stratum_gives_its_own_and_the_excluded_are_never_drawn():
    strata = (Stratum("B", FIRMS[:50], Ratio(1, 2)), Stratum("A", FIRMS[50:], Ratio(1, 10)))
    out = tuple(Exclusion(one, WHY) for one in FIRMS[::5])
    announced = announce(plan(*strata, exclusions=out))
    for number in range(200):
        small, large = draw(announced, FixedSeed(number)).chosen
        assert (small.stratum, large.stratum) == ("A", "B")
        assert (len(small.selected), len(large.selected)) == (8, 20)
        assert set(large.selected) <= set(FIRMS[:50]) - set(FIRMS[::5])
        assert set(small.selected) <= set(FIRMS[50:]) - set(FIRMS[::5])


def test_a_total_that_the_strata_add_up_to_is_accepted_and_another_refused():
    strata = (Stratum("A", FIRMS[:70], Ratio(1, 10)), Stratum("B", FIRMS[70:], Count(5)))
    assert sum(announce(plan(*strata, total=12)).quotas) == 12
    with pytest.raises(TotalDiffers, match="add up to 12, but a total of 13 is announced"):
        announce(plan(*strata, total=13))


@pytest.mark.parametrize("ratio", [Ratio(3, 2), Ratio(-1, 2), Ratio(0, 0), Ratio(1, 10**20)])
def test_a_ratio_outside_0_to_1_is_refused(ratio):
    with pytest.raises(RatioInvalid, match="stratum “A”"):
        announce(plan(Stratum("A", FIRMS, ratio)))


@pytest.mark.parametrize("count", [-1, True, 2.0, 10**20])
def test_a_count_that_is_no_number_of_firms_is_refused(count):
    with pytest.raises(NumberInvalid, match=r"strata\[A\].share.count"):
        announce(plan(Stratum("A", FIRMS, Count(count))))


def test_more_with_substitutes_than_there_are_is_refused_with_both_numbers():
    with pytest.raises(TooFewEntries, match="has 150 entries to draw from, but 149 and 2 subst"):
        announce(plan(Stratum("A", FIRMS, Count(149), substitutes=2)))


def test_an_empty_stratum_is_refused_by_name_also_when_all_are_excluded():
    with pytest.raises(EmptyStratum, match=r"“E” \(0 entries, 0 excluded\)"):
        announce(plan(Stratum("E", (), Count(0))))
    with pytest.raises(EmptyStratum, match=r"“E” \(1 entries, 1 excluded\)"):
        announce(plan(Stratum("E", ("e",), Count(0)), exclusions=(Exclusion("e", WHY),)))


def test_a_draw_without_strata_is_refused():
    with pytest.raises(NothingToDraw):
        announce(plan(strata=()))
