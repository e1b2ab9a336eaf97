"""Bad disks and lost keys: a clear error, nothing lost, and the next turn goes on."""

import errno
from pathlib import Path

import pytest

from tests.core.ledger.town import PLACE, seal_up_to, settle, write
from yingshang.core.ledger.sealing import rebuild, seal, seal_all
from yingshang.core.ledger.sealing.errors import (
    FolderNotWritable,
    LedgerDiffers,
    LogForked,
    LogKeyMissing,
    OriginChanged,
)
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.ledger.verifying import verify
from yingshang.proofs.log.errors import TileDamaged, TileDiffers, TileNotWritten
from yingshang.proofs.log.keys import Ed25519Signer


@pytest.fixture
def begun(town):
    write(300)
    seal_up_to(300)
    write(3)
    settle()
    return town


def goes_on(town):
    seal_up_to(303)
    assert town.published().size == 303
    assert verify(PLACE).holds


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_full_disk_loses_nothing(begun, monkeypatch, call):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(f"yingshang.proofs.log.files.os.{call}", full)
        with pytest.raises(TileNotWritten, match="No space left"):
            seal(PLACE)
    assert begun.published().size == len(begun.placed()) == 300
    goes_on(begun)


def test_a_checkpoint_that_could_not_be_published_is_published_by_the_next_turn(begun, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("yingshang.core.ledger.sealing.folder._replace", full)
        with pytest.raises(FolderNotWritable, match="No space left"):
            seal_up_to(303)
    assert begun.published().size == 300
    assert len(begun.placed()) == 303
    goes_on(begun)


@pytest.mark.parametrize("name", ["tile/0/001.p/44", "tile/entries/001.p/44"])
def test_a_tile_that_is_cut_short_is_named_and_made_again(begun, name):
    path = begun.log / name
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(TileDamaged, match="44"):
        seal(PLACE)
    assert rebuild(PLACE) == 1
    goes_on(begun)


def test_a_tile_with_other_hashes_stops_the_sealer(begun):
    (begun.log / "tile/0/001.p/44").write_bytes(bytes(44 * 32))
    with pytest.raises(TileDiffers):
        seal(PLACE)
    rebuild(PLACE)
    goes_on(begun)


def test_a_lost_folder_is_made_again_from_the_ledger(begun):
    for path in sorted(begun.log.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    rebuild(PLACE)
    goes_on(begun)


def test_tiles_are_not_made_from_entries_that_were_changed(begun):
    begun.tamper(
        "UPDATE ledger_entry SET commitment_hash = sha256('x') WHERE id = %s", begun.placed()[7]
    )
    with pytest.raises(LedgerDiffers, match="verify"):
        rebuild(PLACE)


def test_without_its_key_the_sealer_stops_and_acts_are_still_written(begun, settings, tmp_path):
    settings.LOG_KEY = str(tmp_path / "lost.key")
    with pytest.raises(LogKeyMissing, match="Restore the key"):
        seal(PLACE)
    assert seal_all() == []
    write(1)
    Path(settings.LOG_KEY).write_text(Ed25519Signer.generate("demo.invalid/yingshang").skey)
    settings.OLD_LOG_KEYS = (Ed25519Signer.from_text(DEMO).verifier.vkey,)
    seal_up_to(304)
    assert verify(PLACE).holds


DEMO = "PRIVATE+KEY+demo.invalid/yingshang+ceb0a32a+AWRlbW8tbG9nLWtleS1ub3QtZm9yLXByb2R1Y3Rpb24h"


def test_a_former_key_with_its_secret_signs_too(begun, settings):
    former = keys_of(PLACE).verifiers
    settings.OLD_LOG_KEYS = (settings.LOG_KEY,)
    settings.LOG_KEY = Ed25519Signer.generate("demo.invalid/yingshang").skey
    goes_on(begun)
    note = (begun.log / "checkpoint").read_text()
    assert note.count("\n— ") == 2
    assert all(each.key_id in {k.key_id for k in keys_of(PLACE).verifiers} for each in former)


def test_a_key_of_another_name_does_not_begin_another_log(begun, settings):
    settings.LOG_KEY = Ed25519Signer.generate("elsewhere.invalid").skey
    with pytest.raises(OriginChanged, match="keeps its name"):
        seal(PLACE)


def test_a_published_checkpoint_of_another_tree_stops_the_sealer(begun, settings):
    from yingshang.proofs.log.checkpoint import Checkpoint, sign

    keys = keys_of(PLACE)
    other = sign(Checkpoint(keys.origin, 300, bytes(32)), keys.signers)
    (begun.log / "checkpoint").write_text(other)
    with pytest.raises(LogForked, match="evidence"):
        seal(PLACE)
