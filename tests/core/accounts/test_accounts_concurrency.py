"""Many at once: one wins the last unit, and nobody waits for anybody in a ring."""

import threading

from django.db import connections
from django.db.models import Sum

from tests.core.accounts.shelf import NOON, account, hold, state, transfer
from yingshang.core.accounts.models import Account, Posting, Reservation
from yingshang.core.accounts.services import post, release, reserve, settle
from yingshang.core.accounts.types import Outcome, Release, Settlement
from yingshang.core.ledger.acts import CLOCK

SEATS = 24  # of the 100 connections of the tests' server, which other workers and runs share


def at_once(works):
    """Run all together, each on a thread and a connection of its own; answers or errors."""
    start, seats = threading.Barrier(len(works)), threading.BoundedSemaphore(SEATS)
    results = [None] * len(works)

    def run(n):
        start.wait()
        with seats:
            try:
                results[n] = works[n]()
            except Exception as error:  # noqa: BLE001 - the test looks at every answer
                results[n] = error
            finally:
                connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_hundred_who_reserve_the_last_unit_exactly_one_wins(real_database):
    stock, shop = account(1), account()
    rows = [hold(stock, shop) for _ in range(200)]
    outcomes = at_once([lambda r=r: reserve([r], all_or_nothing=False) for r in rows])
    assert sum(len(o.done) for o in outcomes) == 1
    assert [r.code for o in outcomes for r in o.refused] == ["accounts.not_enough"] * 199
    assert state(stock) == (1, 1)
    assert Reservation.objects.count() == 1


def test_one_key_from_many_sides_at_once_reserves_once(real_database):
    stock, shop = account(50), account()
    row = hold(stock, shop, 2)
    outcomes = at_once([lambda: reserve([row])] * 30)
    assert sum(o.done[0].is_new for o in outcomes) == 1
    assert len({o.done[0].reservation_id for o in outcomes}) == 1
    assert state(stock) == (50, 2)


def test_one_key_for_other_accounts_at_once_is_a_conflict_for_all_but_one(real_database):
    shop = account()
    rows = [hold(account(1), shop, key="the-same") for _ in range(12)]
    answers = at_once([lambda r=r: reserve([r]) for r in rows])
    codes = ["done" if isinstance(a, Outcome) else getattr(a, "code", repr(a)) for a in answers]
    assert sorted(set(codes)) == ["accounts.key_reused", "done"]
    assert codes.count("done") == Reservation.objects.count() == 1


def test_of_many_who_settle_or_release_one_reservation_one_wins(real_database):
    stock, shop = account(5), account()
    row = hold(stock, shop, 5)
    reserve([row])
    ways = [lambda: settle([Settlement(row.key, CLOCK, NOON)]).done[0].state] * 10
    ways += [lambda: release([Release(row.key, CLOCK, NOON)]).done[0].state] * 10
    answers = at_once(ways)
    won = Reservation.objects.get().state
    assert answers.count(won) == 10
    assert [a.code for a in answers if a != won] == ["accounts.reservation_ended"] * 10
    assert state(stock) == ((0, 0) if won == "settled" else (5, 0))


def test_batches_that_cross_never_deadlock_and_the_books_still_balance(real_database):
    ids = [account(100) for _ in range(6)]
    pairs = [(a, b) for a in ids for b in ids if a != b]
    batches = [
        [transfer(a, b) for a, b in pairs[shift:] + pairs[:shift]][:: 1 if shift % 2 else -1]
        for shift in range(24)
    ]
    answers = at_once([lambda b=b: post(b, all_or_nothing=False) for b in batches])
    assert all(len(a.done) == len(pairs) for a in answers)
    assert Account.objects.aggregate(n=Sum("balance"))["n"] == 0
    assert Posting.objects.count() == 24 * len(pairs) + 6
