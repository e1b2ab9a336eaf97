"""Committed entries get their places in the log, in order, once, and are signed for."""

from django.db import connection, transaction

from tests.core.ledger.town import OTHER_PLACE, PLACE, seal_up_to, write
from yingshang.core.ledger.sealing import places, seal_all, sealing_state
from yingshang.core.ledger.sealing.choosing import CHOOSE, read_in_order
from yingshang.core.ledger.sealing.heads import head_of


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


def test_a_slice_costs_the_same_however_much_waits_behind_it(town):
    write(30)
    seal_up_to(30)
    write(30)
    epoch, xid, last = head_of(PLACE).mark.parameters
    parameters = {"place": PLACE, "size": 30, "limit": 10, "epoch": epoch, "xid": xid, "id": last}
    with transaction.atomic(), connection.cursor() as cursor:
        read_in_order()
        cursor.execute("SET LOCAL random_page_cost = 1000")  # else few rows are no temptation
        cursor.execute(f"EXPLAIN (COSTS OFF) {CHOOSE}", parameters)
        plan = [line.strip() for (line,) in cursor.fetchall()]
    scans = [line for line in plan if " on ledger_entry" in line]
    assert scans
    assert all(line.startswith("->  Index Scan using ledger_entry") for line in scans), plan
    before = plan[: plan.index(scans[0])]
    assert not any(line.removeprefix("->  ") in ("Sort", "Incremental Sort") for line in before), (
        plan
    )
