"""A citizen's receipt shows for ever that an act stands in the log, unchanged."""

import io
import json

import pypdf
import pytest

from tests.core.ledger.town import NOON, PLACE, seal_up_to, write
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.paper import receipt_pdf
from yingshang.core.ledger.publishing import (
    ContentErased,
    NothingSealed,
    NotYetSealed,
    check_receipt,
    consistency,
    inclusion,
    latest_checkpoint,
    public_keys,
    receipt_for,
    tile,
)
from yingshang.core.ledger.queries import entry
from yingshang.core.ledger.services import erase
from yingshang.core.ledger.verifying import verify
from yingshang.errors import Missing
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.keys import Ed25519Verifier
from yingshang.proofs.log.proofs import verify_consistency


@pytest.fixture
def ids(town):
    made = write(260)
    seal_up_to(260)
    return made


def test_a_receipt_holds_and_a_changed_one_says_which_link_fails(ids):
    document = receipt_for(ids[259]).to_json()
    assert check_receipt(document).holds
    changed = document.replace(b'\\"n\\":259', b'\\"n\\":258')
    assert changed != document
    verdict = check_receipt(changed)
    assert (verdict.holds, verdict.failed) == (False, "content")


def test_a_receipt_on_paper_carries_its_document(ids):
    receipt = receipt_for(ids[3])
    pdf = receipt_pdf(receipt)
    assert pdf == receipt_pdf(receipt)
    (attached,) = pypdf.PdfReader(io.BytesIO(pdf)).attachments["receipt.json"]
    assert attached == receipt.to_json()
    assert check_receipt(attached).holds


def test_a_receipt_with_sm3_holds_in_a_log_of_both_hashes(ids, settings):
    settings.LEDGER_HASH = "sm3"
    (new,) = write(1)
    seal_up_to(261)
    receipt = receipt_for(new)
    assert receipt.entry.algorithm == "sm3"
    assert json.loads(receipt.entry.body)["hash"] == "sm3"
    assert check_receipt(receipt.to_json()).holds
    assert check_receipt(receipt_for(ids[0]).to_json()).holds
    assert entry(new).is_intact
    assert verify(PLACE).holds


def test_there_is_no_receipt_before_sealing_after_erasure_or_of_nothing(ids):
    (fresh,) = write(1)
    with pytest.raises(NotYetSealed):
        receipt_for(fresh)
    erase(ids[0], place=PLACE, actor=CLOCK, at=NOON, ground="保存期限届满")
    with pytest.raises(ContentErased):
        receipt_for(ids[0])
    with pytest.raises(Missing):
        receipt_for(new_id())


def test_what_is_published_can_be_checked_with_the_public_key_alone(ids):
    first = latest_checkpoint(PLACE)
    write(40)
    seal_up_to(300)
    keys = [Ed25519Verifier.from_text(each) for each in public_keys(PLACE)]
    origin = first.decode().split("\n")[0]
    old, new = (checkpoints.open(n, keys, origin=origin) for n in (first, latest_checkpoint(PLACE)))
    proof = consistency(PLACE, 260, new=300)
    verify_consistency(260, 300, proof=proof, old_root=old.root, new_root=new.root)
    assert len(inclusion(PLACE, 7, size=300)) == 9
    assert len(tile(PLACE, "tile/0/000")) == 256 * 32
    assert len(tile(PLACE, "tile/entries/001.p/44")) == 44 * 34


@pytest.mark.parametrize("path", ["tile/0/001.p/45", "tile/0/002", "tile/2/000.p/1"])
def test_nothing_beyond_the_checkpoint_is_shown(ids, path):
    write(40)
    seal_up_to(300)
    with pytest.raises(NothingSealed):
        tile(PLACE, path)
    with pytest.raises(NothingSealed):
        inclusion(PLACE, 1, size=301)


def test_a_place_without_a_checkpoint_says_so(town):
    with pytest.raises(NothingSealed):
        latest_checkpoint(PLACE)
