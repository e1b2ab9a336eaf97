"""Receipts: checked without us, and refused when anything in them was changed."""

import hashlib
import json
from dataclasses import replace

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.log.factory import ORIGIN, SIGNER, Log, entries
from yingshang.proofs.log import (
    TAG,
    Algorithm,
    Ed25519Signer,
    Entry,
    Link,
    Receipt,
    check,
    commitment,
    inclusion_proof,
    read_receipt,
)
from yingshang.proofs.log.note_errors import ReceiptMalformed, ReceiptVersionUnknown

VERIFIERS = [SIGNER.verifier]
BODY = '{"action":"accepted","note":"容缺 \\"补正\\""}'
SALT = bytes(range(32))


def _receipt(algorithm: Algorithm = Algorithm.SHA256) -> Receipt:
    committed = commitment(SALT, BODY.encode(), algorithm=algorithm)
    log = Log(300)
    log.add([committed])
    log.add(entries(30, start=300))
    return Receipt(
        origin=ORIGIN,
        entry=Entry(BODY, SALT, committed, algorithm),
        index=300,
        proof=inclusion_proof(300, 331, log.tiles),
        checkpoint=log.note,
    )


RECEIPT = _receipt()
DOCUMENT = RECEIPT.to_json()


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_receipt_holds_in_either_hash(algorithm: Algorithm) -> None:
    receipt = _receipt(algorithm)
    verdict = check(receipt.to_json(), VERIFIERS, origin=ORIGIN)
    assert verdict.holds
    assert [step.link for step in verdict.steps] == list(Link)
    assert verdict.receipt == receipt


def test_the_answer_says_where_the_entry_stands_in_both_languages() -> None:
    sentence = check(DOCUMENT, VERIFIERS).sentence
    assert "第 300 条" in sentence.text()
    assert "entry 300" in sentence.text("en")
    assert "331" in sentence.text("en")


def test_a_commitment_is_the_hash_over_tag_salt_and_body() -> None:
    assert commitment(SALT, b"x") == hashlib.sha256(TAG + SALT + b"x").digest()
    assert commitment(SALT, b"x", algorithm=Algorithm.SM3) != commitment(SALT, b"x")


def test_sm3_is_the_national_standards() -> None:
    """The digest is OpenSSL's own, compared through another door."""
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this Python's OpenSSL has no SM3: the comparison is left out")
    expected = hashlib.new("sm3", TAG + SALT + b"x").digest()
    assert commitment(SALT, b"x", algorithm=Algorithm.SM3) == expected


def test_every_flipped_byte_of_a_receipt_is_refused() -> None:
    for at in range(len(DOCUMENT)):
        for mask in (0x01, 0x20):
            flipped = DOCUMENT[:at] + bytes([DOCUMENT[at] ^ mask]) + DOCUMENT[at + 1 :]
            assert not check(flipped, VERIFIERS).holds, (at, flipped[max(0, at - 20) : at + 20])


def _first(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@pytest.mark.parametrize(
    ("changed", "link"),
    [
        (replace(RECEIPT, entry=replace(RECEIPT.entry, body=BODY + " ")), Link.CONTENT),
        (replace(RECEIPT, entry=replace(RECEIPT.entry, salt=_first(SALT))), Link.CONTENT),
        (replace(RECEIPT, entry=replace(RECEIPT.entry, algorithm=Algorithm.SM3)), Link.CONTENT),
        (replace(RECEIPT, checkpoint=RECEIPT.checkpoint.replace("331", "332")), Link.SIGNATURE),
        (replace(RECEIPT, checkpoint="nothing"), Link.SIGNATURE),
        (replace(RECEIPT, origin="log.example/other"), Link.SIGNATURE),
        (replace(RECEIPT, index=301), Link.PLACE),
        (replace(RECEIPT, index=331), Link.PLACE),
        (replace(RECEIPT, proof=RECEIPT.proof[1:]), Link.PLACE),
        (replace(RECEIPT, proof=(_first(RECEIPT.proof[0]), *RECEIPT.proof[1:])), Link.PLACE),
    ],
)
def test_the_verdict_names_the_link_that_fails(changed: Receipt, link: Link) -> None:
    verdict = check(changed.to_json(), VERIFIERS)
    assert (verdict.holds, verdict.failed) == (False, link)
    assert verdict.sentence.text() != verdict.sentence.text("en")


def test_another_entry_with_its_own_commitment_does_not_stand_at_that_place() -> None:
    forged = Entry("{}", SALT, commitment(SALT, b"{}"))
    assert check(replace(RECEIPT, entry=forged), VERIFIERS).failed is Link.PLACE


def test_a_receipt_by_a_key_that_is_not_trusted_fails_at_the_signature() -> None:
    stranger = Ed25519Signer(ORIGIN, b"\x09" * 32)
    assert check(DOCUMENT, [stranger.verifier]).failed is Link.SIGNATURE
    assert check(DOCUMENT, [], origin=ORIGIN).failed is Link.SIGNATURE


def test_a_receipt_of_another_log_than_asked_for_is_refused() -> None:
    assert check(DOCUMENT, VERIFIERS, origin="log.example/b").failed is Link.SIGNATURE


def test_a_later_version_is_named() -> None:
    later = DOCUMENT.replace(b"receipt/v1", b"receipt/v2")
    with pytest.raises(ReceiptVersionUnknown, match="v2"):
        read_receipt(later)
    assert check(later, VERIFIERS).failed is Link.DOCUMENT


def test_a_machine_without_sm3_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _receipt(Algorithm.SM3).to_json()

    def refuse() -> None:
        raise UnsupportedAlgorithm("")

    monkeypatch.setattr("cryptography.hazmat.primitives.hashes.SM3", refuse)
    verdict = check(document, VERIFIERS)
    assert verdict.failed is Link.CONTENT
    assert "sm3" in verdict.sentence.text()


def _members() -> dict[str, object]:
    members: dict[str, object] = json.loads(DOCUMENT)
    return members


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("index", -1),
        ("index", True),
        ("index", "300"),
        ("index", 300.0),
        ("index", 2**53),
        ("proof", None),
        ("proof", ["AA=="]),
        ("proof", [1]),
        ("proof", ["A" * 43 + "="] * 64),
        ("origin", ""),
        ("origin", "\ud800"),
        ("checkpoint", []),
        ("entry", []),
        ("entry", {}),
        ("more", "x"),
    ],
)
def test_a_member_of_another_kind_is_named(name: str, value: object) -> None:
    document = json.dumps(_members() | {name: value})
    with pytest.raises(ReceiptMalformed) as refused:
        read_receipt(document)
    assert str(refused.value.data["place"]).startswith(("$." + name, "$"))


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "null",
        "1",
        "{",
        "[" * 100_000,
        '{"format":"yingshang/receipt/v1"}',
        "x" * 5_000_000,
    ],
    ids=range(8),
)
def test_what_is_no_receipt_is_refused_in_words(document: str) -> None:
    assert check(document, VERIFIERS).failed is Link.DOCUMENT


def test_a_member_given_twice_is_refused() -> None:
    twice = DOCUMENT.replace(b'"index":300', b'"index":1,"index":300')
    assert check(twice, VERIFIERS).failed is Link.DOCUMENT


@given(st.binary(max_size=100) | st.text(max_size=100))
def test_no_input_makes_checking_fail_otherwise(document: bytes | str) -> None:
    assert check(document, VERIFIERS).failed is Link.DOCUMENT
