"""Committed entries get their places in the log, in order, once, and are signed for."""

from tests.core.ledger.town import OTHER_PLACE, PLACE, seal_up_to, write
from yingshang.core.ledger.sealing import places, seal_all, sealing_state


def test_committed_entries_get_places_in_the_order_of_their_transactions(town):
    ids = [entry_id for _ in range(3) for entry_id in write(2)]
    seal_up_to(6)
    assert town.placed() == ids
    assert town.published().size == 6


def test_a_log_grows_from_turn_to_turn_and_over_a_tile(town):
    size = 0
    for count in (1, 254, 1, 1, 300):
        write(count)
        size = seal_up_to(size + count)
        assert town.published().size == size
    assert not (town.log / "tile/0/000.p").exists()
    assert (town.log / "tile/0/000").stat().st_size == 256 * 32


def test_the_state_says_what_waits_and_since_when(town):
    write(5)
    seal_up_to(5)
    write(3)
    state = sealing_state(PLACE)
    assert (state.size, state.backlog) == (5, 3)
    assert state.age(now=state.oldest_at).total_seconds() == 0
    seal_up_to(8)
    state = sealing_state(PLACE)
    assert (state.size, state.backlog, state.oldest_at) == (8, 0, None)
    assert state.sealed_at is not None


def test_every_place_has_a_log_of_its_own(town):
    write(2)
    write(3, place=OTHER_PLACE)
    assert {PLACE, OTHER_PLACE} <= set(places())
    seal_up_to(2)
    seal_up_to(3, place=OTHER_PLACE)
    assert town.published().origin.endswith(f"/{PLACE}")
    seal_all()
    assert len(town.placed()) == 2
