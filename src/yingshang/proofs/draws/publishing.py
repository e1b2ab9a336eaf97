"""Publishing a draw as one canonical JSON document, and checking a published one."""

import hashlib

from yingshang.proofs.canonical import encode
from yingshang.proofs.draws.drawing import Drawn

PUBLISHED_TAG = b"yingshang/draw/published/1\x00"
VERSION = 1


def publish(drawn: Drawn) -> bytes:
    """The draw as anyone may check it: announcement, randomness, outcome, and the hash of it all.

    The announcement's bytes are put in as they are, so that a large pool is written once.
    """
    rest = encode(_rest(drawn))
    return b'{"announcement":' + drawn.announced.body + b"," + rest[1:]


def _rest(drawn: Drawn) -> dict[str, object]:
    rest: dict[str, object] = {
        "announcement_hash": drawn.announced.hash.hex(),
        "outcome": _outcome(drawn),
        "randomness": _randomness(drawn),
        "version": VERSION,
    }
    rest["hash"] = hashlib.sha256(PUBLISHED_TAG + encode(rest)).hexdigest()
    return rest


def _randomness(drawn: Drawn) -> dict[str, object]:
    document = drawn.randomness.document()
    if drawn.seed is not None:
        document["randomness"] = drawn.seed.hex()
    return document


def _outcome(drawn: Drawn) -> dict[str, object]:
    if drawn.void is not None:
        return {"void": {"missing": drawn.void.missing, "parties": list(drawn.void.parties)}}
    outcome: dict[str, object] = {
        "strata": [
            {
                "eligible": one.eligible,
                "name": one.stratum,
                "selected": list(one.selected),
                "substitutes": list(one.substitutes),
            }
            for one in drawn.chosen
        ]
    }
    if drawn.announced.teams is not None:
        outcome["teams"] = [
            {"entry": team.entry, "inspectors": list(team.inspectors)} for team in drawn.teams
        ]
    return outcome
