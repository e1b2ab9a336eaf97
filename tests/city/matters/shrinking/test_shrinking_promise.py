"""A bundle promises its critical path and not the sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.city.matters.shrinking.making import make_bundle, make_matter

from yingshang.city.matters.shrinking import critical_path


def test_parallel_members_cost_the_longest_and_chains_cost_their_sum(bundle, matters):
    found = critical_path(bundle, matters, ["register", "seal", "insure"])
    assert (found.half_days, found.path, found.alone_half_days) == (5, ("register", "insure"), 6)


def test_a_member_left_out_shortens_the_path(bundle, matters):
    found = critical_path(bundle, matters, ["register", "seal"])
    assert (found.half_days, found.path) == (3, ("register", "seal"))


def test_all_members_count_unless_some_are_named(bundle, matters):
    assert critical_path(bundle, matters).path == ("signboard",)


def test_nothing_takes_no_time(bundle, matters):
    found = critical_path(bundle, matters, [])
    assert (found.half_days, found.path, found.alone_half_days) == (0, (), 0)


def test_hours_are_rounded_up_once_at_the_end_of_the_path():
    hour = {"amount": 1, "unit": "working_hour"}
    matters = {code: make_matter(code, promised_limit=hour) for code in ("a", "b", "c", "d", "e")}
    chain = make_bundle(
        [{"matter": "a"}]
        + [{"matter": b, "needs": [a]} for a, b in zip("abcd", "bcde", strict=True)]
    )
    assert critical_path(chain, matters, "abcd").half_days == 1
    assert critical_path(chain, matters).half_days == 2


def test_units_of_all_kinds_add_up_in_half_days():
    units = {"a": (1, "working_day"), "b": (3, "half_day"), "c": (2, "calendar_day")}
    matters = {
        code: make_matter(code, promised_limit={"amount": n, "unit": unit})
        for code, (n, unit) in units.items()
    }
    chain = make_bundle(
        [{"matter": "a"}, {"matter": "b", "needs": ["a"]}, {"matter": "c", "needs": ["b"]}]
    )
    assert critical_path(chain, matters).half_days == 2 + 3 + 4


def test_members_that_wait_for_each_other_are_a_mistake_of_the_list(matters):
    ring = make_bundle(
        [{"matter": "seal", "needs": ["insure"]}, {"matter": "insure", "needs": ["seal"]}]
    )
    with pytest.raises(ValueError, match="wait for each other"):
        critical_path(ring, matters)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[set[int]]]:
    size = draw(st.integers(1, 7))
    lengths = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    needs = [
        draw(st.sets(st.integers(0, max(i - 1, 0)), max_size=i)) if i else set()
        for i in range(size)
    ]
    return lengths, needs


def every_chain(start: int, needs: list[set[int]]) -> list[tuple[int, ...]]:
    return [(start,)] + [(*chain, start) for n in needs[start] for chain in every_chain(n, needs)]


@given(graphs())
def test_no_chain_of_members_is_longer_than_the_critical_path(graph):
    lengths, needs = graph
    matters = {f"m{i}": make_matter(f"m{i}", n) for i, n in enumerate(lengths)}
    members = [
        {"matter": f"m{i}", "needs": [f"m{n}" for n in sorted(wanted)]}
        for i, wanted in enumerate(needs)
    ]
    found = critical_path(make_bundle(list(reversed(members))), matters)
    chains = [chain for i in range(len(lengths)) for chain in every_chain(i, needs)]
    assert found.half_days == max(sum(lengths[i] for i in chain) for chain in chains)
    assert sum(lengths[int(code[1:])] for code in found.path) == found.half_days
    assert found.half_days <= found.alone_half_days == sum(lengths)
