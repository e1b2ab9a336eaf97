"""Published JSON that is malformed, of an unknown version, or holds what no draw holds."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.proofs.draws.cast import beacon_plan, full_plan, objection, published
from yingshang.errors import DomainError
from yingshang.proofs.canonical import encode
from yingshang.proofs.draws import announce, read_announcement, verify

FULL = json.loads(published(full_plan()))


def changed(path: str, value: Any) -> bytes:
    """The full document with the member at `path` set, or taken out when the value is None."""
    document = deepcopy(FULL)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner = document
    for step in steps:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("version", 2, "$.version"),
        ("announcement.algorithm", "yingshang-draw/2", "“yingshang-draw/2” is unknown"),
        ("announcement.algorithm", 7, "publication"),
        ("announcement.place", None, "$.announcement.place"),
        ("announcement.favourite", "a1", "$.announcement.favourite"),
        ("announcement.announced_at", "yesterday", "$.announcement.announced_at"),
        ("announcement.announced_at", "2023-08-23T15:00:00Z", "$.announcement.announced_at"),
        ("announcement.purpose", "x", "$.announcement.purpose"),
        ("announcement.strata", {}, "$.announcement.strata"),
        ("announcement.strata.0.entries", ["a1", 2], "strata[0].entries"),
        ("announcement.strata.0.share", {"count": "2"}, "strata[0].share.count"),
        (
            "announcement.strata.0.share",
            {"numerator": 1, "denominator": 2, "rounding": "towards-me"},
            "strata[0].share.rounding",
        ),
        ("announcement.strata.1.weights", [1, 2], "one weight for each entry"),
        ("announcement.strata.1.weights", [1, 2, 3.5], "3.5 is no whole number"),
        ("announcement.strata.0.substitutes", True, "strata[0].substitutes"),
        ("announcement.randomness.kind", "dice", "$.announcement.randomness.kind"),
        ("announcement.randomness.parties", "us", "$.announcement.randomness.parties"),
        ("announcement.inspectors.people.0", ["p0"], "inspectors.people[0]"),
        ("randomness.kind", "drand-quicknet", "$.randomness"),
        ("randomness.commits.0.hash", "XY", "$.randomness.commits[0].hash"),
        ("randomness.closed_at", "2023", "$.randomness.closed_at"),
        ("randomness.bonus", 1, "$.randomness.bonus"),
        ("outcome", None, "$.outcome"),
        ("outcome", [], "$.outcome"),
        ("hash", "", "$.hash"),
        ("announcement_hash", "", "$.announcement_hash"),
        ("announcement.total", 10**400, "$.announcement"),
    ],
)
def test_a_wrong_member_is_named_by_its_place(path, value, words):
    text = changed(path, value)
    said = verify(text).text("en")
    assert not verify(text).is_right
    assert words in said or words in ("publication", "$.announcement"), said
    assert objection(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"null",
        b'"draw"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":1e3}',
        b"9" * 5_000,
    ],
)
def test_what_is_no_draw_at_all_gets_a_sentence_and_no_crash(text):
    assert not verify(text).is_right
    assert "$" in verify(text).text("en")
    with pytest.raises(DomainError):
        read_announcement(text)


def test_the_same_values_spelled_otherwise_are_not_the_published_bytes():
    text = published(beacon_plan())
    loose = json.dumps(json.loads(text), ensure_ascii=False, indent=1).encode()
    assert "canonical form" in verify(loose).text("en")
    assert "canonical form" in str(objection(loose))


def test_a_member_that_stands_twice_is_refused_by_the_package():
    text = published(beacon_plan())
    doubled = text.replace(b'"version":1', b'"version":1,"version":1')
    assert "twice" in verify(doubled).text("en")
    assert objection(doubled) is not None


def test_an_announcement_reads_back_as_it_was_announced():
    announced = announce(full_plan())
    again = read_announcement(announced.body)
    assert (again.hash, again.body) == (announced.hash, announced.body)


def test_an_announcement_in_other_bytes_is_refused():
    announced = announce(full_plan())
    spaced = encode(json.loads(announced.body)).replace(b'":', b'": ')
    with pytest.raises(DomainError, match="canonical form"):
        read_announcement(spaced)
