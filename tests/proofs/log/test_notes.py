"""Signed notes and the keys that sign them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.log.factory import ORIGIN, SIGNER
from yingshang.proofs.log import Ed25519Signer, Ed25519Verifier, note
from yingshang.proofs.log.note_errors import (
    KeyInvalid,
    KeyNameInvalid,
    NoteMalformed,
    SignatureRefused,
    SignerUnknown,
)

TEXT = "第一行\n\nthird line\n"
SIGNED = note.sign(TEXT, [SIGNER])
VERIFIERS = [SIGNER.verifier]
OTHER = Ed25519Signer("witness.example/one", b"\x07" * 32)

# The example in the documentation of Go's golang.org/x/mod/sumdb/note, with its public key.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZ"
    "b6KE6RyyBwJnAM=\n"
)


def test_a_note_signed_elsewhere_is_recognised() -> None:
    opened = note.open(PETERS_NOTE, [Ed25519Verifier.from_text(PETER)])
    assert [each.name for each in opened.verified] == ["PeterNeumann"]
    assert opened.text.endswith("what your problem is.\n")


def test_a_note_gives_back_its_text_and_who_signed() -> None:
    opened = note.open(SIGNED, VERIFIERS)
    assert opened.text == TEXT
    assert opened.is_signed_by(ORIGIN)
    assert opened.unknown == ()


def test_a_note_is_the_same_from_bytes() -> None:
    assert note.open(SIGNED.encode(), VERIFIERS) == note.open(SIGNED, VERIFIERS)


def test_every_flipped_byte_of_a_note_is_refused() -> None:
    data = SIGNED.encode()
    for at in range(len(data)):
        for mask in (0x01, 0x20, 0x80):
            flipped = data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]
            with pytest.raises((NoteMalformed, SignatureRefused, SignerUnknown)):
                note.open(flipped, VERIFIERS)


def test_every_note_cut_short_is_refused() -> None:
    data = SIGNED.encode()
    for length in range(len(data)):
        with pytest.raises((NoteMalformed, SignatureRefused, SignerUnknown)):
            note.open(data[:length], VERIFIERS)


class NationalKey:
    """A signer and verifier of another algorithm, as SM2 will be: another length, another id."""

    name = ORIGIN
    key_id = b"\xff\x01\x02\x03"

    def sign(self, message: bytes) -> bytes:
        return b"sm2:" + message[:5]

    def verify(self, message: bytes, signature: bytes) -> bool:
        return signature == self.sign(message)


def test_a_further_algorithm_signs_beside_the_first_and_who_lacks_it_still_reads() -> None:
    both = note.sign(TEXT, [SIGNER, NationalKey()])
    plain = note.open(both, VERIFIERS)
    assert [each.key_id for each in plain.unknown] == [NationalKey.key_id]
    assert len(note.open(both, [*VERIFIERS, NationalKey()]).verified) == 2
    assert len(note.open(both, [NationalKey()]).verified) == 1


def test_a_wrong_signature_by_a_known_key_spoils_the_note_whoever_else_signed() -> None:
    foreign = note.sign("other\n", [OTHER]).rpartition("\n\n")[2]
    assert note.open(SIGNED + foreign, VERIFIERS).unknown[0].name == OTHER.name
    with pytest.raises(SignatureRefused, match="witness"):
        note.open(SIGNED + foreign, [*VERIFIERS, OTHER.verifier])


def test_a_note_by_strangers_only_is_refused_and_names_them() -> None:
    with pytest.raises(SignerUnknown, match=r"witness\.example/one"):
        note.open(note.sign(TEXT, [OTHER]), VERIFIERS)


def test_an_impostor_with_the_same_name_is_a_stranger() -> None:
    impostor = Ed25519Signer(ORIGIN, b"\x09" * 32)
    with pytest.raises(SignerUnknown):
        note.open(note.sign(TEXT, [impostor]), VERIFIERS)


def test_a_note_of_too_many_signatures_is_refused() -> None:
    line = SIGNED.rpartition("\n\n")[2]
    assert len(note.open(TEXT + "\n" + line * 100, VERIFIERS).verified) == 100
    with pytest.raises(NoteMalformed, match="100"):
        note.open(TEXT + "\n" + line * 101, VERIFIERS)


def test_a_note_too_long_to_read_is_refused() -> None:
    with pytest.raises(NoteMalformed, match="1000000"):
        note.open("x" * 1_000_001, VERIFIERS)


@pytest.mark.parametrize("text", ["", "no line feed", "a\ttab\n", "a\rreturn\n", "\ud800\n"])
def test_a_text_that_no_note_can_carry_is_not_signed(text: str) -> None:
    with pytest.raises(NoteMalformed):
        note.sign(text, [SIGNER])


def test_nothing_is_signed_by_nobody() -> None:
    with pytest.raises(NoteMalformed):
        note.sign(TEXT, [])


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises((NoteMalformed, SignerUnknown)):
        note.open(data, VERIFIERS)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u3000b", "line\n"])
def test_a_key_has_a_name_that_a_line_can_hold(name: str) -> None:
    with pytest.raises(KeyNameInvalid):
        Ed25519Signer(name, b"\x01" * 32)


def test_keys_are_written_and_read_again() -> None:
    assert Ed25519Signer.from_text(SIGNER.skey) == SIGNER
    assert Ed25519Verifier.from_text(SIGNER.verifier.vkey) == SIGNER.verifier


def test_a_fresh_key_is_another_each_time() -> None:
    assert Ed25519Signer.generate(ORIGIN).seed != Ed25519Signer.generate(ORIGIN).seed


def test_a_printed_signer_does_not_show_its_secret() -> None:
    assert SIGNER.seed.hex() not in repr(SIGNER)
    assert repr(SIGNER.seed) not in repr(SIGNER)
    assert SIGNER.skey not in repr(SIGNER)


def test_every_changed_character_of_a_key_is_refused_and_not_repeated() -> None:
    for text, read in (
        (SIGNER.verifier.vkey, Ed25519Verifier.from_text),
        (SIGNER.skey, Ed25519Signer.from_text),
    ):
        for at in range(len(text)):
            changed = text[:at] + ("B" if text[at] != "B" else "C") + text[at + 1 :]
            with pytest.raises(KeyInvalid) as refused:
                read(changed)
            assert text[-20:] not in str(refused.value)


@pytest.mark.parametrize("text", ["", "+", "++", "name", PETER[:-4], PETER.replace("AR", "BR")])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyInvalid):
        Ed25519Verifier.from_text(text)
