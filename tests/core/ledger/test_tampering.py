"""Whoever changes sealed rows behind the application's back is found, and the entry named."""

import pytest

from tests.core.ledger.town import NOON, PLACE, seal_up_to, write
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.sealing import rebuild, seal
from yingshang.core.ledger.services import erase
from yingshang.core.ledger.verifying import Kind, verify


@pytest.fixture
def sealed(town):
    """Three checkpoints, at 200, 300 and 400 entries; the ids in the order of the log."""
    for count, size in ((200, 200), (100, 300), (100, 400)):
        write(count)
        seal_up_to(size)
    assert verify(PLACE).holds
    return town.placed()


def the_finding(kind, entry_id, after, until):
    report = verify(PLACE)
    assert not report.holds
    found = report.findings[0]
    assert (found.kind, found.entry_id, found.after, found.until) == (kind, entry_id, after, until)
    assert str(entry_id) in found.sentence.text("en")
    return found


def test_an_untouched_ledger_holds_with_its_erasures_and_counts(town, sealed):
    erase(sealed[7], place=PLACE, actor=CLOCK, at=NOON, ground="保存期限届满")
    seal_up_to(401)
    report = verify(PLACE)
    assert (report.holds, report.size, report.erased, report.checkpoints) == (True, 401, 1, 4)


def test_an_edited_body_is_found(town, sealed):
    town.tamper("UPDATE ledger_content SET body = body || ' ' WHERE entry_id = %s", sealed[250])
    the_finding(Kind.EDITED, sealed[250], 200, 300)


def test_a_body_edited_together_with_its_hash_is_found(town, sealed):
    town.tamper("UPDATE ledger_content SET body = body || ' ' WHERE entry_id = %s", sealed[250])
    town.tamper(
        "UPDATE ledger_entry e SET commitment_hash ="
        " sha256('yingshang/entry/v1'::bytea || '\\x00'::bytea || k.salt || k.body)"
        " FROM ledger_content k WHERE k.entry_id = e.id AND e.id = %s",
        sealed[250],
    )
    the_finding(Kind.EDITED, sealed[250], 200, 300)


def test_an_edited_column_is_found(town, sealed):
    town.tamper("UPDATE ledger_entry SET actor_id = %s WHERE id = %s", new_id(), sealed[3])
    the_finding(Kind.COLUMNS, sealed[3], 0, 200)


def test_a_deleted_entry_is_found(town, sealed):
    town.tamper("DELETE FROM ledger_entry WHERE id = %s", sealed[399])
    the_finding(Kind.DELETED, sealed[399], 300, 400)


def test_a_deleted_content_is_found(town, sealed):
    town.tamper("DELETE FROM ledger_content WHERE entry_id = %s", sealed[0])
    the_finding(Kind.CONTENT_GONE, sealed[0], 0, 200)


def test_two_entries_that_change_places_are_found(town, sealed):
    swap(town, sealed[10], sealed[20])
    the_finding(Kind.REORDERED, sealed[20], 0, 200)


def swap(town, one, other):
    """Exchange the places of two entries, by way of an index nobody uses."""
    where = "UPDATE ledger_placement SET index = %s WHERE entry_id = %s"
    for index, entry_id in ((10**9, one), (10, other), (20, one)):
        town.tamper(where, index, entry_id)


PLACED = """INSERT INTO ledger_placement (place, index, entry_id, recorded_at)
SELECT %s, 50, id, recorded_at FROM e"""
INSERT = """WITH e AS (
    INSERT INTO ledger_entry (id, place, epoch, xid, subject_kind, subject_id, actor_kind,
                              actor_id, at, action, commitment_hash, recorded_at)
    SELECT %s, place, epoch, xid, subject_kind, subject_id, actor_kind, actor_id, at, action,
           sha256('x'), recorded_at FROM ledger_entry WHERE id = %s RETURNING id, recorded_at)"""


def test_an_entry_that_is_inserted_with_an_old_number_is_found(town, sealed):
    forged = new_id()
    town.tamper(INSERT + " SELECT 1", forged, sealed[5])
    assert seal(PLACE).placed == 0
    the_finding(Kind.INSERTED, forged, 400, 400)


def test_an_entry_that_is_inserted_in_the_middle_of_the_places_is_found(town, sealed):
    forged = new_id()
    town.tamper(
        "UPDATE ledger_placement SET index = index + 1000 WHERE index >= 50 AND place = %s", PLACE
    )
    town.tamper(
        "UPDATE ledger_placement SET index = index - 999 WHERE index >= 1050 AND place = %s", PLACE
    )
    town.tamper(f"{INSERT} {PLACED}", forged, sealed[50], PLACE)
    report = verify(PLACE)
    assert report.findings[0].entry_id == forged
    assert (report.findings[0].after, report.findings[0].until) == (0, 200)


def test_a_checkpoint_that_is_changed_in_the_database_is_found(town, sealed):
    town.tamper("UPDATE ledger_checkpoint SET note = replace(note, '300', '301') WHERE size = 300")
    report = verify(PLACE)
    assert [each.kind for each in report.findings] == [Kind.CHECKPOINT]


@pytest.mark.parametrize("name", ["tile/entries/000", "tile/0/000", "tile/1/000.p/1", "checkpoint"])
def test_a_public_file_that_is_damaged_is_found_and_made_again(town, sealed, name):
    path = town.log / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    report = verify(PLACE)
    assert [(each.kind, each.path) for each in report.findings] == [(Kind.TILE, name)]
    if name != "checkpoint":
        assert rebuild(PLACE) == 1
        assert verify(PLACE).holds
