"""A published draw is right to the byte: whatever is changed, both checks say no, and where."""

import hashlib
import json

import pytest

from tests.proofs.draws.cast import AT, beacon_plan, full_plan, objection, published
from yingshang.proofs.canonical import encode
from yingshang.proofs.draws import announce, verify
from yingshang.proofs.randomness import BeaconSource


@pytest.fixture(scope="module")
def document() -> bytes:
    return published(full_plan())


def rehashed(document: dict) -> bytes:
    """What a forger would publish: every hash that needs no secret, made anew."""
    body = encode(document["announcement"])
    tag = b"yingshang/draw/announcement/1\x00"
    document["announcement_hash"] = hashlib.sha256(tag + body).hexdigest()
    rest = {k: v for k, v in document.items() if k not in ("announcement", "hash")}
    published = hashlib.sha256(b"yingshang/draw/published/1\x00" + encode(rest))
    return encode(document | {"hash": published.hexdigest()})


def test_an_honest_draw_is_right_for_both(document):
    assert objection(document) is None
    assert verify(document).is_right
    beacon = published(beacon_plan())
    assert objection(beacon) is None
    assert verify(beacon).is_right


def test_any_changed_byte_is_seen_by_the_stand_alone_file(document):
    for place in range(len(document)):
        changed = bytearray(document)
        changed[place] ^= 1
        assert objection(bytes(changed)) is not None, place


def test_any_changed_byte_is_seen_by_the_package(document):
    for place in range(0, len(document), 2):
        changed = bytearray(document)
        changed[place] ^= 4
        assert not verify(bytes(changed)).is_right, place


def test_a_cut_or_longer_document_is_no_draw(document):
    for changed in (document[:-1], document + b"\n", document[: len(document) // 2], b"", b"[]"):
        assert objection(changed) is not None
        assert not verify(changed).is_right


def winner(document: dict) -> None:
    document["outcome"]["strata"][0]["selected"] = ["a3", "a1"]


def order(document: dict) -> None:
    document["outcome"]["strata"][1]["selected"].reverse()


def team(document: dict) -> None:
    document["outcome"]["teams"][0]["inspectors"] = ["p0", "p9"]


def void(document: dict) -> None:
    document["outcome"] = {"void": {"missing": "reveals", "parties": ["商会"]}}


def seed(document: dict) -> None:
    document["randomness"]["randomness"] = "00" * 32


def secret(document: dict) -> None:
    document["randomness"]["reveals"][0]["secret"] = "00" * 32


def late(document: dict) -> None:
    document["randomness"]["commits"][0]["at"] = "2023-08-23T16:30:00.000000Z"


def twice(document: dict) -> None:
    document["randomness"]["commits"] *= 2


def pool(document: dict) -> None:
    document["announcement"]["strata"][0]["entries"].remove("a1")


@pytest.mark.parametrize(
    ("forge", "place"),
    [
        (winner, "outcome.strata"),
        (order, "outcome.strata"),
        (team, "outcome.teams"),
        (void, "outcome"),
        (seed, "randomness.randomness"),
        (secret, "supervisor"),
        (late, "supervisor|commits"),
        (twice, "supervisor|commits"),
        (pool, "supervisor"),  # the parties committed to the announcement's hash
    ],
)
def test_a_forger_who_makes_the_hashes_anew_is_found_where_he_forged(document, forge, place):
    forged = json.loads(document)
    forge(forged)
    text = rehashed(forged)
    said = objection(text)
    assert said is not None
    assert any(part in said for part in place.split("|")), said
    verdict = verify(text)
    assert not verdict.is_right
    assert any(part in verdict.text("en") for part in place.split("|")), verdict.text("en")


def test_an_announcement_written_afterwards_fails_against_the_hash_seen_before(document):
    known = announce(full_plan()).hash
    other = published(full_plan(announced_at=AT.replace(minute=1)))
    assert objection(document, known.hex()) is None
    assert verify(document, announcement_hash=known).is_right
    assert "announcement_hash" in str(objection(other, known.hex()))
    assert "announcement_hash" in verify(other, announcement_hash=known).text("en")


def test_a_forged_beacon_signature_passes_the_file_but_not_the_package():
    """What the stand-alone file cannot see, as its first lines say."""
    forged = json.loads(published(beacon_plan()))
    signature = bytes(48)
    forged["randomness"]["signature"] = signature.hex()
    forged["randomness"]["randomness"] = hashlib.sha256(signature).hexdigest()
    assert "signature of round 1000" in verify(rehashed(forged)).text("en")


def early(document: dict) -> None:
    document["announcement"]["announced_at"] = "2023-08-23T15:58:25.000000Z"


def unsorted(document: dict) -> None:
    document["announcement"]["strata"][0]["entries"].reverse()


def in_two_strata(document: dict) -> None:
    document["announcement"]["strata"][1]["entries"][0] = "a1"


def stranger_excluded(document: dict) -> None:
    document["announcement"]["exclusions"][0]["entry"] = "a9"


def total(document: dict) -> None:
    document["announcement"]["total"] = 4


def another_round(document: dict) -> None:
    document["randomness"]["round"] = 1001


def another_chain(document: dict) -> None:
    document["announcement"]["randomness"]["chain"] = "00" * 32


def weightless(document: dict) -> None:
    document["announcement"]["strata"][1]["weights"][0] = 0


def too_many(document: dict) -> None:
    document["announcement"]["strata"][0]["share"] = {"count": 3}


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (early, "announced less than 60 s before"),
        (unsorted, "A: not sorted, or one stands twice"),
        (in_two_strata, "pool: one stands twice"),
        (stranger_excluded, "a stranger is excluded"),
        (total, "announcement.total"),
        (another_round, "randomness.0"),
        (another_chain, "randomness.1"),
        (weightless, "W: weights"),
        (too_many, "A: not so many can be drawn"),
    ],
)
def test_an_announcement_that_the_package_would_refuse_is_refused_by_the_file_too(forge, words):
    forged = json.loads(published(full_plan(source=BeaconSource(1000))))
    forge(forged)
    assert words in str(objection(rehashed(forged)))
    assert not verify(rehashed(forged)).is_right
