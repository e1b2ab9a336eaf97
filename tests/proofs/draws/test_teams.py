"""Joint draws: two inspectors each, no conflicts, the expertise needed, equal loads."""

from collections import Counter

import pytest

from tests.proofs.draws.cast import FixedSeed, plan
from yingshang.proofs.draws import (
    Count,
    Exclusion,
    Inspector,
    Inspectors,
    Stratum,
    Words,
    announce,
    draw,
)
from yingshang.proofs.draws.errors import DuplicateName, InspectorsInvalid, InspectorsLacking

FIRMS = tuple(f"f{number:03d}" for number in range(120))
PEOPLE = tuple(
    Inspector(f"p{number:02d}", ("fire",) if number < 3 else ("food",) if number < 6 else ())
    for number in range(12)
)
CONFLICTS = (("f000", "p00"), ("f000", "p01"), ("f001", "p07"), ("f002", "p03"))
NEEDS = {"f000": ("fire",), "f002": ("food", "fire"), **dict.fromkeys(FIRMS[3::10], ("food",))}


def joint(inspectors: Inspectors, *, count: int = 90, **changes):
    return announce(
        plan(Stratum("A", FIRMS, Count(count), substitutes=10), inspectors=inspectors, **changes)
    )


@pytest.fixture(scope="module")
def draws():
    announced = joint(Inspectors(PEOPLE, 2, CONFLICTS, NEEDS))
    return [draw(announced, FixedSeed(number)) for number in range(60)]


def test_every_drawn_firm_and_substitute_has_two_different_inspectors(draws):
    for drawn in draws:
        chosen = drawn.chosen[0]
        assert [team.entry for team in drawn.teams] == [*chosen.selected, *chosen.substitutes]
        assert {len(set(team.inspectors)) for team in drawn.teams} == {2}


def test_nobody_inspects_where_they_have_a_conflict(draws):
    met = {(team.entry, who) for drawn in draws for team in drawn.teams for who in team.inspectors}
    assert ("f000", "p02") in met
    assert met.isdisjoint(CONFLICTS)


def test_every_team_knows_what_its_firm_needs(draws):
    knows = {one.id: set(one.expertise) for one in PEOPLE}
    for drawn in draws:
        for team in drawn.teams:
            known = set().union(*(knows[who] for who in team.inspectors))
            assert set(NEEDS.get(team.entry, ())) <= known


def test_loads_of_the_selected_differ_by_one_at_most(draws):
    for drawn in draws:
        loads = Counter(who for team in drawn.teams[:90] for who in team.inspectors)
        assert set(loads.values()) == {15}


def test_who_goes_where_is_chance(draws):
    partners = Counter(
        who for drawn in draws for team in drawn.teams if team.entry == "f050"
        for who in team.inspectors
    )  # fmt: skip  # one line of a comprehension more would not read better
    assert set(partners) == {one.id for one in PEOPLE}


def test_three_each_are_possible_and_one_is_not():
    teams = draw(joint(Inspectors(PEOPLE, 3)), FixedSeed(1)).teams
    assert {len(set(team.inspectors)) for team in teams} == {3}
    with pytest.raises(InspectorsInvalid, match="2 to 10 for each entry"):
        joint(Inspectors(PEOPLE, 1))


def test_a_firm_without_two_free_inspectors_is_named_before_anything_is_drawn():
    conflicts = tuple(("f007", one.id) for one in PEOPLE[1:])
    with pytest.raises(InspectorsLacking, match="“f007” could not be given 2 inspectors: 1 have"):
        joint(Inspectors(PEOPLE, 2, conflicts))


def test_a_firm_whose_only_experts_have_a_conflict_is_named_with_the_expertise():
    conflicts = tuple(("f007", f"p0{number}") for number in range(3))
    with pytest.raises(InspectorsLacking, match=r"“f007”.*none of them knows: fire"):
        joint(Inspectors(PEOPLE, 2, conflicts, {"f007": ("fire",)}))


def test_an_excluded_firm_needs_no_team():
    conflicts = tuple(("f007", one.id) for one in PEOPLE)
    out = (Exclusion("f007", Words("无人可派", "Nobody can go")),)
    announced = joint(Inspectors(PEOPLE, 2, conflicts), exclusions=out)
    assert "f007" not in {team.entry for team in draw(announced, FixedSeed(1)).teams}


def test_too_few_inspectors_at_all_are_said():
    with pytest.raises(InspectorsLacking, match="“f000” could not"):
        joint(Inspectors(PEOPLE[:1], 2))


@pytest.mark.parametrize(
    ("inspectors", "error", "words"),
    [
        (Inspectors((*PEOPLE, PEOPLE[0])), DuplicateName, "“p00” stands twice in inspectors"),
        (Inspectors(PEOPLE, 2, (("f000", "nobody"),)), InspectorsInvalid, "nobody"),
        (Inspectors(PEOPLE, 2, (("nowhere", "p00"),)), InspectorsInvalid, "nowhere"),
        (Inspectors(PEOPLE, 2, (("f000", "p00"),) * 2), DuplicateName, "f000 / p00"),
        (Inspectors(PEOPLE, 2, (), {"nowhere": ("fire",)}), InspectorsInvalid, "nowhere"),
        (Inspectors(PEOPLE, 2, (), {"f000": ("a", "b", "c")}), InspectorsInvalid, "1 to 2 kinds"),
        (Inspectors(PEOPLE, 2, (), {"f000": ()}), InspectorsInvalid, "1 to 2 kinds"),
        (Inspectors(PEOPLE, True), InspectorsInvalid, "each"),
    ],
)
def test_a_contradiction_in_the_inspectors_part_is_named(inspectors, error, words):
    with pytest.raises(error, match=words):
        joint(inspectors)
