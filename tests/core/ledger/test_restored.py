"""A database restored from an older backup is seen, and goes on with the same log."""

import pytest
from django.db import connection

from tests.core.ledger.outsider import Outsider
from tests.core.ledger.test_concurrent_writers import SlowWriter
from tests.core.ledger.test_concurrent_writers import pool as pool  # a fixture
from tests.core.ledger.town import NOON, PLACE, seal_up_to, write
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.queries import entries_of
from yingshang.core.ledger.sealing import raise_epoch, seal
from yingshang.core.ledger.sealing.epochs import log_subject
from yingshang.core.ledger.sealing.errors import DatabaseBehind, NumbersRestarted
from yingshang.core.ledger.verifying import verify
from yingshang.proofs.log.errors import TileDamaged

# A backup from when the log had 5 entries and the next 2 stood in the database without places.
RESTORE = (
    "DELETE FROM ledger_checkpoint WHERE place = %s AND size > 5",
    "DELETE FROM ledger_placement WHERE place = %s AND index >= 5",
)
FORGET = "DELETE FROM {} WHERE {} = ANY(%s)"


def restore(town, lost):
    """The database as it was: later checkpoints, placements and entries are gone."""
    for statement in RESTORE:
        town.tamper(statement, PLACE)
    town.tamper(FORGET.format("ledger_content", "entry_id"), lost)
    town.tamper(FORGET.format("ledger_entry", "id"), lost)


@pytest.fixture
def restored(town):
    """Ten were published; the restored database has seven of them, and knows places of five."""
    write(5)
    seal_up_to(5)
    kept, lost = write(2), write(3)
    seal_up_to(10)
    outsider = Outsider(town.log, PLACE)
    outsider.look()
    order = town.placed()
    restore(town, lost)
    return outsider, order, kept, lost


def test_sealing_stops_aloud_and_acts_are_still_written(town, restored):
    write(2)
    with pytest.raises(DatabaseBehind, match="raise-epoch"):
        seal(PLACE)
    assert len(town.placed()) == 5
    assert town.published().size == 10


def test_raising_the_epoch_goes_on_with_the_same_log(town, restored):
    outsider, order, _, lost = restored
    (since,) = write()
    raised = raise_epoch(PLACE, actor=CLOCK, at=NOON)
    assert (raised.epoch, raised.size, raised.taken_back, raised.lost) == (2, 11, 2, 3)
    assert town.placed() == [None if each in lost else each for each in order] + [since]
    (new,) = write()
    seal_up_to(13)
    assert town.placed()[-1] == new
    assert outsider.look() == 13
    assert town.published().extensions == ("epoch 2",)
    report = verify(PLACE)
    assert (report.holds, report.lost) == (True, 3)
    (entry,) = entries_of([log_subject(PLACE)])
    assert entry.data["lost"] == 3


def test_raising_needs_the_tiles_of_what_was_published(town, restored):
    (town.log / "tile/entries/000.p/10").unlink()
    with pytest.raises(TileDamaged, match=r"000\.p/10"):
        raise_epoch(PLACE, actor=CLOCK, at=NOON)
    assert len(town.placed()) == 5


def test_a_dump_on_a_server_that_counts_from_below_is_seen_and_loses_nothing(town):
    write(4)
    seal_up_to(4)
    town.tamper("UPDATE ledger_checkpoint SET last_xid = '9000000000000' WHERE place = %s", PLACE)
    since = write(2)
    with pytest.raises(NumbersRestarted, match="raise-epoch"):
        seal(PLACE)
    assert raise_epoch(PLACE, actor=CLOCK, at=NOON).size == 6
    assert town.placed()[4:] == since
    later = write(1)
    seal_up_to(8)
    assert town.placed()[-1:] == later
    assert verify(PLACE).holds


def test_raising_waits_for_an_act_that_is_being_written(town, pool):
    write()
    seal_up_to(1)
    slow = SlowWriter(pool)

    def work():
        try:
            return raise_epoch(PLACE, actor=CLOCK, at=NOON)
        finally:
            connection.close()

    raising = pool.submit(work)
    with pytest.raises(TimeoutError):
        raising.result(0.3)
    late = slow.finish()
    assert raising.result(20).size == 2
    seal_up_to(3)
    assert town.placed()[1] == late
