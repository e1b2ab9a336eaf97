"""However transactions interleave, no committed entry is skipped and none is placed twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, connections, transaction

from tests.core.ledger.town import PLACE, act, seal_up_to, write
from yingshang.core.ledger.sealing import seal
from yingshang.core.ledger.sealing.choosing import CHOOSE, SETTLED, choose_and_place
from yingshang.core.ledger.sealing.heads import Mark
from yingshang.core.ledger.sealing.locking import alone_on
from yingshang.core.ledger.services import record


class SlowWriter:
    """A transaction that has written its act and stays open until it is let go."""

    def __init__(self, pool, *, saves=False, keeps=True):
        self.written, self.go = Event(), Event()
        self.saves, self.keeps = saves, keeps
        self.job = pool.submit(self._write)
        assert self.written.wait(10)

    def _write(self):
        try:
            with transaction.atomic():
                (entry_id,) = self._record()
                self.written.set()
                assert self.go.wait(20)
                transaction.set_rollback(not self.keeps)
            return entry_id
        finally:
            connections.close_all()

    def _record(self):
        if not self.saves:
            return record([act()])
        with transaction.atomic():  # a savepoint: a subtransaction with a number of its own
            return record([act()])

    def finish(self):
        self.go.set()
        return self.job.result(30)


@pytest.fixture
def pool():
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.mark.parametrize("saves", [False, True])
def test_an_act_that_commits_late_is_placed_later_and_never_skipped(town, pool, saves):
    before = write()
    slow = SlowWriter(pool, saves=saves)
    after = write()
    seal_up_to(1)
    assert town.placed() == before  # what was numbered before the open one, and no more
    assert seal(PLACE).placed == 0
    late = slow.finish()
    seal_up_to(3)
    assert town.placed() == [*before, late, *after]


def test_an_act_that_is_rolled_back_late_holds_nothing_up_for_ever(town, pool):
    slow = SlowWriter(pool, keeps=False)
    after = write()
    assert seal(PLACE).placed == 0
    slow.finish()
    seal_up_to(1)
    assert town.placed() == after


def test_without_the_rule_of_xmin_an_entry_is_skipped_for_ever(town, pool):
    """A sealer that takes whatever is committed: the test above would fail with it."""
    broken = CHOOSE.replace(f"AND {SETTLED}", "")
    assert broken != CHOOSE
    slow = SlowWriter(pool)
    after = write()
    taken = choose_and_place(PLACE, mark=Mark.before_all(), size=0, limit=10, statement=broken)
    late = slow.finish()
    assert town.placed() == after
    mark = taken.mark
    with connection.cursor() as cursor:
        cursor.execute("SELECT epoch, xid::text, id FROM ledger_entry WHERE id = %s", [late])
        epoch, xid, entry_id = cursor.fetchone()
    assert Mark(epoch, int(xid), entry_id) < mark  # no later turn looks there


def test_two_sealers_at_once_place_everything_once(town, pool):
    write(300)

    def work(_):
        try:
            return seal(PLACE, chunk=7).placed
        finally:
            connections.close_all()

    assert sum(pool.map(work, range(4))) <= 300
    seal_up_to(300)
    assert len(town.placed()) == len(set(town.placed())) == 300


def test_a_second_sealer_goes_home(town, pool):
    write()

    def work():
        try:
            return seal(PLACE)
        finally:
            connections.close_all()

    with transaction.atomic():
        assert alone_on(PLACE)
        assert pool.submit(work).result(10).placed == 0
    seal_up_to(1)


def test_many_writers_of_every_length_and_a_sealer_that_never_rests(town, pool):
    chance = random.Random(4)  # noqa: S311  # no secret
    plan = [(chance.randint(1, 5), chance.random() / 50, chance.random() < 0.2) for _ in range(80)]
    stop = Event()

    def work(step):
        count, pause, fails = step
        try:
            with transaction.atomic():
                ids = record([act() for _ in range(count)])
                Event().wait(pause)
                transaction.set_rollback(fails)
            return [] if fails else ids
        finally:
            connections.close_all()

    def sealer():
        try:
            while not stop.is_set():
                seal(PLACE, chunk=5)
        finally:
            connections.close_all()

    sealing = pool.submit(sealer)
    acknowledged = {entry_id for ids in pool.map(work, plan) for entry_id in ids}
    stop.set()
    sealing.result(30)
    seal_up_to(len(acknowledged))
    placed = town.placed()
    assert set(placed) == acknowledged == town.entries()
    assert len(placed) == len(acknowledged)
    assert town.published().size == len(placed)
