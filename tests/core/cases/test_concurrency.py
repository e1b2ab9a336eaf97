"""Of two that move one case at the same moment, exactly one wins."""

import threading

from django.db import connections

from tests.cast import Cast
from tests.core.cases.factory import move, opening
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.models import Case
from yingshang.core.cases.opening import open_cases
from yingshang.core.ledger.queries import entries_of


def _race(work, count):
    barrier = threading.Barrier(count)
    results = []

    def run():
        try:
            barrier.wait()
            results.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_of_twenty_wins_and_the_others_learn_what_happened(real_database):
    cast = Cast()
    row = opening(cast)
    open_cases([row])
    step = move(row.case_id, "accept", cast.clerk, expected_version=1)
    outcomes = _race(lambda: advance([step], all_or_nothing=False), 20)
    assert sum(len(o.moved) for o in outcomes) == 1
    assert {r.code for o in outcomes for r in o.refused} == {"cases.moved_on"}
    assert Case.objects.get(id=row.case_id).version == 2
    assert [e.action for e in entries_of([row.case_id])] == ["case.open", "matter.accept"]


def test_batches_over_the_same_cases_in_any_order_do_not_deadlock(real_database):
    cast = Cast()
    rows = [opening(cast) for _ in range(200)]
    open_cases(rows)
    moves = [move(r.case_id, "accept", cast.clerk) for r in rows]
    orders = [moves, moves[::-1], moves[100:] + moves[:100]]
    lock = threading.Lock()

    def work():
        with lock:
            order = orders.pop()
        return advance(order, all_or_nothing=False)

    outcomes = _race(work, 3)
    assert sorted(len(o.moved) for o in outcomes) == [0, 0, 200]
