"""A forger who knows the algorithm and makes all anew, outcome and hashes included.

The file leaves the words of an announcement to its readers (purposes, the spelling of ids, members
that mean nothing). What moves the outcome it checks, and says no where the package says no.
"""

import json
import subprocess
import sys
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest

from tests.proofs.draws.cast import (
    CHECKER,
    ROUND_1000,
    SECRETS,
    checker,
    full_plan,
    objection,
    published,
)
from yingshang.proofs.draws import verify
from yingshang.proofs.randomness import BeaconSource

FILE = checker()
BEACON = json.loads(published(full_plan(source=BeaconSource(1000))))
PARTIES = json.loads(published(full_plan()))


def sealed(document: dict[str, Any]) -> bytes:
    """The document with its last hash made anew."""
    rest = {k: v for k, v in document.items() if k not in ("announcement", "hash")}
    document["hash"] = FILE.sha("published", FILE.canonical(rest)).hex()
    return FILE.canonical(document)


def drawn_anew(announcement: dict[str, Any]) -> bytes:
    """What the file's own algorithm makes of a forged announcement and the beacon's round."""
    identity = FILE.sha("announcement", FILE.canonical(announcement))
    seed = FILE.sha("", ROUND_1000.signature)
    excluded = {one["entry"] for one in announcement["exclusions"]}
    outcome: dict[str, Any] = {"strata": [], "teams": []}
    with suppress(ArithmeticError):  # where the algorithm ends, the forger's text ends too
        strata = [FILE.stratum(part, excluded, identity, seed) for part in announcement["strata"]]
        outcome["strata"] = strata
        key = FILE.sha("teams", seed, identity)
        outcome["teams"] = FILE.teams(announcement["inspectors"], strata, key)
    document = BEACON | {"announcement": announcement, "outcome": outcome}
    return sealed(document | {"announcement_hash": identity.hex()})


def test_the_forger_of_these_tests_knows_the_algorithm():
    text = drawn_anew(deepcopy(BEACON["announcement"]) | {"draw_id": "another"})
    assert objection(text) is None
    assert verify(text).is_right


def beacon(*path: str | int, value: object) -> bytes:
    announcement = deepcopy(BEACON["announcement"])
    _put(announcement, path, value)
    return drawn_anew(announcement)


def _put(document: Any, path: tuple[str | int, ...], value: object) -> None:
    *steps, last = path
    for step in steps:
        document = document[step]
    document[last] = value


def outcome(*path: str | int, value: object) -> bytes:
    document = deepcopy(BEACON)
    _put(document, path, value)
    return sealed(document)


def parties(secrets: dict[str, bytes] = SECRETS, **changes: Any) -> bytes:
    """A draw by parties whose source was changed, committed and revealed to fit."""
    document = deepcopy(PARTIES)
    document["announcement"]["randomness"].update(changes)
    identity = FILE.sha("announcement", FILE.canonical(document["announcement"]))
    document["announcement_hash"] = identity.hex()
    for one in document["randomness"]["commits"]:
        secret = secrets[one["party"]]
        one["hash"] = FILE.sha("commit", identity, FILE.sha("", one["party"]), secret).hex()
    for one in document["randomness"]["reveals"]:
        one["secret"] = secrets[one["party"]].hex()
    return sealed(document)


def with_member() -> bytes:
    document = deepcopy(BEACON) | {"zz": 1}
    rest = {k: v for k, v in document.items() if k not in ("announcement", "hash")}
    return FILE.canonical(document | {"hash": FILE.sha("published", FILE.canonical(rest)).hex()})


def received(*, extra: bool = False, **changes: str) -> bytes:
    """A draw by parties with a first commit, or one more, that is changed."""
    document = deepcopy(PARTIES)
    commits = document["randomness"]["commits"]
    if extra:
        commits.append(deepcopy(commits[0]))
    commits[-1 if extra else 0] |= changes
    return sealed(document)


STRATA = ("strata", 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (beacon(*STRATA, "weights", 0, value=1.5), "neither text nor whole number"),
        (beacon(*STRATA, "weights", 0, value=True), "neither text nor whole number"),
        (beacon(*STRATA, "substitutes", value=False), "neither text nor whole number"),
        (beacon(*STRATA, "weights", 0, value=-1), "W: weights"),
        (beacon(*STRATA, "substitutes", value=-1), "W: not so many"),
        (beacon("inspectors", "each", value=1), "no team of 1"),
        (beacon("inspectors", "each", value=9), "no team of 9"),
        (beacon("algorithm", value="yingshang-draw/2"), "$.7"),
        (outcome("version", value=2), "$.6"),
        (with_member(), "$.6"),
        (outcome("version", value=True), "neither text nor whole number"),
        (outcome("outcome", "strata", 1, "eligible", value=3.0), "neither text nor whole number"),
        (outcome("outcome", "teams", value=[]), "outcome.teams"),
        (outcome("randomness", "kind", value="dice"), "randomness.kind"),
        (beacon("announced_at", value="2023-08-23T15:58:25.000000Z"), "less than 60 s"),
        (received(at="2023-08-23T15:00:00.000000Z"), "randomness.commits"),
        (received(at="2023-08-23T16:00:00.000001Z"), "randomness.commits"),
        (received(party="a stranger", extra=True), "randomness.commits"),
        (outcome("outcome", "strata", value={"A": []}), "outcome.strata"),
        (outcome("outcome", value=["a1"]), "outcome"),
        (outcome("randomness", "randomness", value=None), "neither text nor whole number"),
        (parties({"supervisor": b"", "商会": b"c" * 40}), "commit of supervisor"),
        (parties({"supervisor": b"s" * 31, "商会": b"c" * 40}), "commit of supervisor"),
        (parties({"supervisor": b"s" * 1025, "商会": b"c" * 40}), "commit of supervisor"),
        (parties(parties=["supervisor", "supervisor"]), "announced parties"),
        (parties(parties=["supervisor"]), "announced parties"),
        (parties(commit_until="2023-08-23T18:00:00.000000Z"), "announced parties"),
        (parties(reveal_until="2023-08-23T16:00:00.000000Z"), "announced parties"),
        (parties(commit_until="2023-08-23T15:00:00.000000Z"), "announced parties"),
        (parties(commit_until="2023-08-23T15:10:00.000000Z"), "randomness.commits"),
        (parties(reveal_until="2023-08-23T16:10:00.000000Z"), "randomness.reveals"),
    ],
)
def test_both_say_no_where_the_file_alone_could_be_led_astray(text, words):
    assert words in str(objection(text))
    assert not verify(text).is_right


@pytest.mark.parametrize(
    "text",
    [
        beacon("announced_at", value="2023-08-23T15:58:24.000000Z"),
        received(at="2023-08-23T16:00:00.000000Z"),
        received(at="2023-08-23T15:00:00.000001Z"),
    ],
)
def test_both_say_yes_at_the_very_last_moment(text):
    assert objection(text) is None
    assert verify(text).is_right


def test_the_package_names_the_very_entry_that_differs():
    text = outcome("outcome", "strata", 0, "selected", value=["a9"])
    assert "$.outcome.strata[0].selected[0]: published 'a9'" in verify(text).text("en")


@pytest.mark.parametrize("length", [32, 1024])
def test_secrets_of_the_shortest_and_longest_length_are_in_order(length):
    """The seed is another one, so only the outcome differs."""
    text = parties({"supervisor": b"t" * length, "商会": b"c" * 40})
    assert "randomness.randomness" in str(objection(text))


def test_an_answer_cannot_be_painted_over_and_deep_nesting_is_no_crash(tmp_path):
    name = "A\r\n相符 YES: all is well\x1b[2K"
    painted = deepcopy(BEACON)
    painted["announcement"]["strata"][0] |= {"name": name, "substitutes": 90}
    identity = FILE.sha("announcement", FILE.canonical(painted["announcement"]))
    painted["announcement_hash"] = identity.hex()
    for text, code in ((sealed(painted), 1), (b"[" * 100_000, 2), (b'{"announcement":', 2)):
        path = tmp_path / "draw.json"
        path.write_bytes(text)
        words = [sys.executable, "-I", str(CHECKER), str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, "")
        assert len(done.stdout.splitlines()) == 1
        assert "\x1b" not in done.stdout
