"""The order in which a pool is written does not matter; what is in it does."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.draws.cast import full_plan, plan, published
from yingshang.proofs.draws import Count, Stratum, announce


@given(st.randoms(use_true_random=False))
def test_any_order_of_the_same_pool_publishes_the_same_bytes(dice: random.Random):
    announcement = full_plan()
    assert published(shuffled(announcement, dice)) == published(announcement)


def shuffled(announcement, dice):
    def mixed(values):
        return tuple(dice.sample(values, len(values)))

    strata = [
        replace(
            one,
            entries=mixed(one.entries),
            weights=one.weights and {name: one.weights[name] for name in mixed(one.entries)},
        )
        for one in announcement.strata
    ]
    inspectors = replace(announcement.inspectors, people=mixed(announcement.inspectors.people))
    return replace(announcement, strata=mixed(strata), inspectors=inspectors)


def test_one_more_entry_is_another_draw():
    pools = [("a", "b", "c"), ("a", "b", "c", "d")]
    hashes = {announce(plan(Stratum("A", pool, Count(1)))).hash for pool in pools}
    assert len(hashes) == 2
