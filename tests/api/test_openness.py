"""Draws and the log by API, for everybody."""

import base64

import pytest
from django.test import Client

from tests.portal.openness.conftest import _at_sealed_draws, now, sealed_draws, town
from yingshang.core.ids import new_id
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.frontier import Frontier
from yingshang.proofs.log.hashing import leaf_hash
from yingshang.proofs.log.keys import Ed25519Verifier
from yingshang.proofs.log.proofs import verify_consistency, verify_inclusion

__all__ = ["_at_sealed_draws", "now", "sealed_draws", "town"]


def asked(path: str, status: int = 200, **query):
    answer = Client(headers={"accept-language": "en"}).get(f"/api/v1/{path}", query)
    assert answer.status_code == status, answer.content
    return answer.json()


def checkpoint(log) -> checkpoints.Checkpoint:
    key = Ed25519Verifier.from_text(log["keys"][0])
    return checkpoints.open(log["checkpoint"], [key], origin=log["origin"])


def hashes(proof) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(each) for each in proof["hashes"])


def test_the_list_has_every_draw_and_filters_by_state(town):
    items = asked("draws")["items"]
    assert {item["state"] for item in items} == {"announced", "drawn", "void"}
    (void,) = asked("draws", state="void")["items"]
    assert (void["id"], void["void_reason"]) == (str(town.given_up), "The pool is wrong")
    first = asked("draws", limit=1)
    rest = asked("draws", after=first["next"])["items"]
    assert [*first["items"], *rest] == items


def test_one_draw_is_found_and_an_invented_one_is_not(town):
    assert asked(f"draws/{town.drawn}")["purpose"] == "Random inspection of fire-safety dealers"
    assert asked(f"draws/{new_id()}", 404)["code"] == "draws.missing"


def test_the_log_and_its_proofs_check_out_with_what_is_served(town):
    log = asked("log")
    stated = checkpoint(log)
    assert stated.size == log["size"]
    bundle = Client().get(f"/log/tile/entries/000.p/{stated.size}").content
    leaves = [leaf_hash(bundle[34 * n + 2 : 34 * (n + 1)]) for n in range(stated.size)]
    proof = hashes(asked("log/inclusion", index=3, size=stated.size))
    verify_inclusion(3, stated.size, leaves[3], proof=proof, root=stated.root)
    proof = hashes(asked("log/consistency", old=1, new=stated.size))
    verify_consistency(1, stated.size, proof=proof, old_root=leaves[0], new_root=stated.root)
    assert Frontier.empty().root() != stated.root


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("log/inclusion", {"index": 0, "size": 10**9}, 404),
        ("log/inclusion", {"index": 5, "size": 2}, 422),
        ("log/inclusion", {"index": -1, "size": 2}, 422),
        ("log/consistency", {"old": 3, "new": 2}, 422),
        ("log/consistency", {"old": 1, "new": 10**9}, 404),
        ("log/consistency", {}, 422),
    ],
)
def test_what_cannot_be_proved_is_refused(town, path, query, status):
    assert asked(path, status, **query)["status"] == status
