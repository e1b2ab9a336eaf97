"""Who owns the database tries harder, and the sealer does not lend him its signature."""

import logging

import pytest
from django.db import connection, transaction

from tests.core.ledger.town import NOON, OTHER_PLACE, PLACE, act, seal_up_to, settle, write
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.sealing import places, raise_epoch, seal, seal_all, troubles
from yingshang.core.ledger.sealing.errors import (
    DatabaseBehind,
    FolderNotReadable,
    HeadNotSigned,
    ServerChanged,
)
from yingshang.core.ledger.services import record
from yingshang.core.ledger.verifying import Kind, verify
from yingshang.proofs.log.errors import TileNotRead
from yingshang.proofs.log.frontier import Frontier, append

FORGE = """INSERT INTO ledger_checkpoint
(place, epoch, size, root, last_epoch, last_xid, last_id, frontier, note, server)
SELECT place, epoch, %s, %s, last_epoch, last_xid, last_id, %s, note, server
FROM ledger_checkpoint WHERE place = %s AND size = 5"""


@pytest.fixture
def begun(town):
    """Five entries, sealed."""
    write(5)
    seal_up_to(5)
    return town


def test_the_sealer_signs_nothing_upon_an_edge_that_it_has_not_signed(begun):
    forged = append(Frontier.empty(), [bytes(32)] * 6, reader=None).frontier
    begun.tamper(FORGE, 6, forged.root(), forged.to_bytes(), PLACE)
    before = begun.published()
    write()
    for refused in (lambda: seal(PLACE), lambda: raise_epoch(PLACE, actor=CLOCK, at=NOON)):
        with pytest.raises(HeadNotSigned, match="verify"):
            refused()
    assert begun.published() == before
    assert not verify(PLACE).holds


def test_an_emptied_database_is_found_by_verify_and_named_by_the_sealer(begun, caplog):
    begun.wipe()
    report = verify(PLACE)
    assert [each.kind for each in report.findings] == [Kind.BEHIND]
    assert PLACE in places()
    assert PLACE not in [each.place for each in seal_all()]
    assert "raise-epoch" in caplog.text
    assert [each.code for each in troubles()] == ["ledger.database_behind"]
    with pytest.raises(DatabaseBehind, match="demonstration") as raised:
        seal(PLACE)
    assert str(begun.log) in str(raised.value)


def test_the_last_entries_deleted_with_their_places_and_checkpoint_are_found(begun):
    write(3)
    seal_up_to(8)
    begun.tamper("DELETE FROM ledger_placement WHERE place = %s AND index >= 5", PLACE)
    begun.tamper("DELETE FROM ledger_checkpoint WHERE place = %s AND size > 5", PLACE)
    found = verify(PLACE).findings
    assert (Kind.BEHIND, 5, 8) in [(each.kind, each.after, each.until) for each in found]


def test_an_erasure_that_no_entry_records_is_found(begun):
    entry_id = begun.placed()[2]
    begun.tamper(
        "UPDATE ledger_content SET body = NULL, salt = NULL, erased_by = %s WHERE entry_id = %s",
        begun.placed()[3], entry_id,
    )  # fmt: skip
    report = verify(PLACE)
    assert [(each.kind, each.entry_id) for each in report.findings] == [
        (Kind.CONTENT_GONE, entry_id)
    ]
    assert report.erased == 0


@pytest.mark.parametrize("body", ["{}", "[]", '{"hash":{}}', "[" * 50_000])
def test_a_body_that_is_none_is_found_though_its_hash_fits(begun, body):
    entry_id = begun.placed()[2]
    begun.tamper("UPDATE ledger_content SET body = %s WHERE entry_id = %s", body.encode(), entry_id)
    begun.tamper(
        "UPDATE ledger_entry e SET commitment_hash ="
        " sha256('yingshang/entry/v1'::bytea || '\\x00'::bytea || k.salt || k.body)"
        " FROM ledger_content k WHERE k.entry_id = e.id AND e.id = %s",
        entry_id,
    )
    assert (Kind.EDITED, entry_id) in [(e.kind, e.entry_id) for e in verify(PLACE).findings]


def test_another_server_s_numbers_are_not_compared(begun):
    """Its counter may stand lower and run past the mark before the sealer looks."""
    begun.tamper("UPDATE ledger_checkpoint SET server = server - 1 WHERE place = %s", PLACE)
    (since,) = write()
    with pytest.raises(ServerChanged, match="raise-epoch"):
        seal(PLACE)
    assert raise_epoch(PLACE, actor=CLOCK, at=NOON).size == 6
    assert begun.placed()[5] == since
    seal_up_to(7)
    assert verify(PLACE).holds


def test_an_epoch_that_was_published_is_never_used_again(begun):
    """Restored from before a raise: the database has forgotten that epoch 2 was running."""
    raise_epoch(PLACE, actor=CLOCK, at=NOON)
    seal_up_to(6)
    assert begun.published().extensions == ("epoch 2",)
    begun.tamper("DELETE FROM ledger_checkpoint WHERE place = %s AND epoch = 2", PLACE)
    begun.tamper("DELETE FROM ledger_placement WHERE place = %s AND index >= 5", PLACE)
    begun.tamper("DELETE FROM core_ledgerepoch WHERE place = %s", PLACE)
    assert raise_epoch(PLACE, actor=CLOCK, at=NOON).epoch == 3
    assert begun.published().extensions == ("epoch 3",)
    assert verify(PLACE).holds


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_no_act_is_written_from_an_old_snapshot(town, level):
    """It could be entered in an epoch that was closed since, and never be sealed."""
    with pytest.raises(transaction.TransactionManagementError, match="no entry"), _at(level):
        record([act()])
    assert not town.entries()


def _at(level):
    block = transaction.atomic()
    block.__enter__()
    with connection.cursor() as cursor:
        cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
    return _Closing(block)


class _Closing:
    def __init__(self, block):
        self.block = block

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return self.block.__exit__(*error)


def test_one_place_s_broken_folder_or_rows_keep_no_other_from_its_turn(begun, caplog):
    write(place=OTHER_PLACE)
    begun.log.joinpath("checkpoint").unlink()
    begun.log.joinpath("checkpoint").mkdir()
    with pytest.raises(FolderNotReadable, match="Is a directory"):
        seal(PLACE)
    settle()
    assert (OTHER_PLACE, 1) in [(each.place, each.placed) for each in seal_all()]
    begun.log.joinpath("checkpoint").rmdir()
    begun.tamper(
        "INSERT INTO ledger_entry SELECT (jsonb_populate_record(e, jsonb_build_object("
        "'recorded_at', recorded_at + interval '1 second', 'xid', pg_current_xact_id()))).*"
        " FROM ledger_entry e WHERE e.id = %s", begun.placed()[0],
    )  # fmt: skip
    write(place=OTHER_PLACE)
    settle()
    with caplog.at_level(logging.WARNING):
        assert (OTHER_PLACE, 1) in [(each.place, each.placed) for each in seal_all()]
    assert "ledger_placed_once" in caplog.text


def test_foreign_files_in_the_folder_are_passed_over_and_a_folder_for_a_tile_is_named(begun):
    tiles = begun.log / "tile/0/000.p"
    for name in ("²", "999", "0", "notes.txt", ".5.abcdef"):
        (tiles / name).write_bytes(b"x")
    (tiles / "5").rename(tiles / "6")
    (tiles / "6").write_bytes((tiles / "6").read_bytes() + bytes(32))
    write()
    seal_up_to(6)  # the wider tile stood in
    (tiles / "6").unlink()
    (tiles / "6").mkdir()
    write()
    with pytest.raises(TileNotRead, match="Is a directory"):
        seal_up_to(7)
