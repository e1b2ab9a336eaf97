"""`yingshang ledger` from the command line: seal, verify, receipt, check, key."""

import pytest
from click.testing import CliRunner
from django.conf import settings

from tests.core.ledger.conftest import ledger_database, town
from tests.core.ledger.town import PLACE, settle, write
from yingshang.config.cli import ledger as cli
from yingshang.core.ledger.sealing.errors import LogUnknown
from yingshang.proofs.log.keys import Ed25519Signer

__all__ = ["ledger_database", "town"]  # fixtures of the ledger's own tests


@pytest.fixture
def run(town, monkeypatch):
    """The commands on the test's own database."""
    monkeypatch.setattr(cli, "_start", lambda: None)

    def run(*words, exit_code=0):
        outcome = CliRunner().invoke(cli.ledger, [str(word) for word in words])
        if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
            raise outcome.exception
        assert outcome.exit_code == exit_code, outcome.output
        return outcome.stdout

    run.town = town
    return run


def test_an_act_is_sealed_verified_and_its_receipt_checked_on_paper_and_as_a_file(run, tmp_path):
    (entry_id,) = write(1)
    settle()
    assert "1 entries sealed, 1 in all" in run("seal", PLACE)
    assert "holds" in run("verify", PLACE)
    document = tmp_path / "receipt.json"
    run("receipt", entry_id, "--out", document)
    assert "The receipt holds" in run("check", document)
    assert document.read_text() in run("receipt", entry_id)
    run("receipt", entry_id, "--out", tmp_path / "receipt.pdf")
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    document.write_text(document.read_text().replace('"index":0', '"index":1'))
    assert "does not hold" in run("check", document, exit_code=1)


def test_verify_names_the_changed_entry_and_fails(run):
    (entry_id,) = write(1)
    settle()
    run("seal")
    run.town.tamper("UPDATE ledger_entry SET action = 'x' WHERE id = %s", entry_id)
    told = run("verify", PLACE, exit_code=1)
    assert f"The columns of the entry {entry_id}" in told
    assert "DOES NOT HOLD" in told


def test_damaged_tiles_are_made_again(run):
    write(3)
    settle()
    run("seal", PLACE)
    (run.town.log / "tile/0/000.p/3").unlink()
    assert "1 tiles written" in run("seal", PLACE, "--rebuild")


def test_the_epoch_is_raised_after_a_question(run):
    write(1)
    assert "epoch 2, 1 entries" in run("raise-epoch", PLACE, "--yes")


def test_a_new_key_signs_under_the_name_it_was_made_for(run):
    made = Ed25519Signer.from_text(run("key", "--name", "log.example/xiangtan"))
    assert made.name == "log.example/xiangtan"
    run("key", exit_code=2)


def test_the_public_keys_of_all_places_are_shown(run):
    write(1)
    former = Ed25519Signer.from_text(settings.LOG_KEY)
    assert f"{former.name}/{PLACE}+" in run("key", "--public")


@pytest.mark.parametrize("words", [("seal",), ("verify",), ("raise-epoch", "--yes")])
def test_a_place_without_a_log_is_refused_and_none_is_begun(run, words):
    with pytest.raises(LogUnknown, match="no log of 999999"):
        run(*words, "999999")
    assert not (run.town.log.parent / "999999").exists()


def test_a_key_is_not_named_after_a_web_page(run):
    run("key", "--name", "https://log.example", exit_code=2)
