"""Checkpoints: what a log signs, and what passes for it."""

import pytest

from tests.proofs.log.factory import ORIGIN, SIGNER, Log
from yingshang.errors import DomainError
from yingshang.proofs.log import EMPTY_ROOT, Checkpoint, Ed25519Signer, checkpoint, note
from yingshang.proofs.log.note_errors import CheckpointMalformed, OriginDiffers, SignerUnknown

LOG = Log(300)
VERIFIERS = [SIGNER.verifier]
WITNESS = Ed25519Signer("witness.example/one", b"\x07" * 32)
ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_a_checkpoint_has_the_three_lines_of_the_specification() -> None:
    assert Checkpoint(ORIGIN, 0, EMPTY_ROOT).text == f"{ORIGIN}\n0\n{ROOT}\n"


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    read = checkpoint.open(LOG.note, VERIFIERS, origin=ORIGIN)
    assert read == Checkpoint(ORIGIN, 300, LOG.frontier.root())


def test_extension_lines_are_kept() -> None:
    stated = Checkpoint(ORIGIN, 0, EMPTY_ROOT, ("epoch 2",))
    assert checkpoint.parse(stated.text) == stated


def test_every_flipped_byte_of_a_checkpoint_is_refused() -> None:
    data = LOG.note.encode()
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :]
        with pytest.raises(DomainError) as refused:
            checkpoint.open(flipped, VERIFIERS, origin=ORIGIN)
        assert refused.value.code.startswith("log.")


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n0\n",
        f"{ORIGIN}\n0\n{ROOT}",
        f"\n0\n{ROOT}\n",
        f"{ORIGIN}\n00\n{ROOT}\n",
        f"{ORIGIN}\n-1\n{ROOT}\n",
        f"{ORIGIN}\n+1\n{ROOT}\n",
        f"{ORIGIN}\n１\n{ROOT}\n",
        f"{ORIGIN}\n1 \n{ROOT}\n",
        f"{ORIGIN}\n9223372036854775808\n{ROOT}\n",
        f"{ORIGIN}\n1\n{ROOT[:-4]}\n",
        f"{ORIGIN}\n1\n{ROOT[:-2]}V=\n",
        f"{ORIGIN}\n1\n{ROOT}\n\nextension\n",
        f"{ORIGIN}\n0\n{'A' * 43}=\n",
    ],
)
def test_another_spelling_is_no_checkpoint(text: str) -> None:
    with pytest.raises(CheckpointMalformed):
        checkpoint.parse(text)


def test_a_signed_text_that_is_no_checkpoint_is_refused() -> None:
    with pytest.raises(CheckpointMalformed):
        checkpoint.open(note.sign("hello\n", [SIGNER]), VERIFIERS, origin=ORIGIN)


def test_another_logs_checkpoint_is_refused() -> None:
    with pytest.raises(OriginDiffers, match="another"):
        checkpoint.open(LOG.note, VERIFIERS, origin="log.example/another")


def test_a_log_that_signs_for_another_is_refused() -> None:
    foreign = checkpoint.sign(Checkpoint("log.example/another", 0, EMPTY_ROOT), [SIGNER])
    with pytest.raises(OriginDiffers, match="another"):
        checkpoint.open(foreign, VERIFIERS, origin=ORIGIN)


def test_a_witness_alone_does_not_speak_for_the_log() -> None:
    stated = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    witnessed = checkpoint.sign(stated, [WITNESS])
    with pytest.raises(OriginDiffers):
        checkpoint.open(witnessed, [*VERIFIERS, WITNESS.verifier], origin=ORIGIN)
    both = checkpoint.sign(stated, [SIGNER, WITNESS])
    assert checkpoint.open(both, VERIFIERS, origin=ORIGIN) == stated


def test_a_rotated_key_is_read_by_who_knows_either() -> None:
    fresh = Ed25519Signer(ORIGIN, b"\x11" * 32)
    stated = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    both = checkpoint.sign(stated, [SIGNER, fresh])
    for known in (SIGNER, fresh):
        assert checkpoint.open(both, [known.verifier], origin=ORIGIN) == stated
    alone = checkpoint.sign(stated, [fresh])
    with pytest.raises(SignerUnknown):
        checkpoint.open(alone, VERIFIERS, origin=ORIGIN)
