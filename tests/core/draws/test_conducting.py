"""An office conducts its draws from the command line, from announcement to outcome."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
import time_machine
from click.testing import CliRunner, Result

from tests.cast import PLACE, Cast
from tests.core.draws.invented import HOUR, PARTIES, ROUND, SECRETS, announced, by_beacon, stated
from yingshang.config.cli import conducting
from yingshang.config.cli.draws import draws
from yingshang.core.draws import queries
from yingshang.core.draws.errors import DrawMissing, NotConductor
from yingshang.core.draws.models import Draw
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.proofs import draws as proofs
from yingshang.proofs.draws import verify
from yingshang.proofs.randomness import CommitReveal, commitment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_tests_database(monkeypatch):
    monkeypatch.setattr(conducting, "ready", lambda: None)


def run(*words: object, by: str = "approver") -> Result:
    return CliRunner().invoke(draws, [*map(str, words), "--by", by])


def announced_by_file(tmp_path, now) -> Draw:
    source = CommitReveal(PARTIES, now + HOUR, now + 2 * HOUR)
    file = tmp_path / "draw.json"
    stating = replace(stated(source), place="430000", announced_at=now - HOUR)
    file.write_bytes(proofs.announce(stating).body)
    done = run("announce", file, "--place", PLACE, "--office", "market_regulation")
    assert done.exit_code == 0, done.output
    draw = Draw.objects.get()
    assert str(draw.pk) in done.output
    assert bytes(draw.announcement_hash).hex() in done.output
    return draw


def test_an_officer_conducts_a_draw_from_its_announcement_to_its_outcome(tmp_path, now):
    officer = Cast().approver
    draw = announced_by_file(tmp_path, now)
    assert (draw.place, draw.announced_at >= now) == (PLACE, True)
    digest = bytes(draw.announcement_hash)
    for party in PARTIES:
        given = commitment(digest, party, SECRETS[party]).hex()
        assert run("commit", draw.pk, party, given).exit_code == 0
    with time_machine.travel(now + 1.5 * HOUR, tick=False):
        for party in PARTIES:
            secret = tmp_path / "secret"
            secret.write_text(SECRETS[party].hex() + "\n")
            assert run("reveal", draw.pk, party, secret).exit_code == 0
    with time_machine.travel(now + 2.1 * HOUR, tick=False):
        done = run("complete", draw.pk)
    assert "已抽取 drawn: 5 / 30" in done.output
    assert verify(queries.published_of(draw.pk), announcement_hash=digest).is_right
    steps = entries_of([draw.pk])
    assert [step.action.removeprefix("draw.") for step in steps] == [
        "announced", "committed", "committed", "revealed", "revealed", "drawn",
    ]  # fmt: skip
    assert {step.actor_id for step in steps} == {officer.pk}


def test_a_beacon_s_round_is_read_from_the_file_that_drand_publishes(tmp_path, now):
    Cast().approver  # noqa: B018 - made on first use
    draw, file = by_beacon(), tmp_path / "round.json"
    said = {"round": ROUND.round, "signature": ROUND.signature.hex()}
    file.write_text(json.dumps(said | {"randomness": "00" * 32}))
    refused = run("complete", draw.pk, "--round", file)
    assert (refused.exit_code, "SHA-256" in refused.output) == (2, True)
    file.write_text(json.dumps(said | {"randomness": ROUND.randomness.hex()}))
    assert "已抽取 drawn" in run("complete", draw.pk, "--round", file).output


def test_only_who_serves_at_its_office_conducts_a_draw(now):
    cast = Cast()
    draw = announced(now)
    reasons = ("--zh", "名录有误", "--en", "The pool is wrong")
    for username in (cast.clerk.username, cast.stranger.username, "nobody"):
        refused = run("void", draw.pk, *reasons, by=username)
        assert isinstance(refused.exception, NotConductor), username
    assert isinstance(run("void", new_id(), *reasons).exception, DrawMissing)
    assert "已作废 void: 名录有误" in run("void", draw.pk, *reasons, by=cast.head.username).output


@pytest.mark.parametrize(
    "words",
    [("commit", UUID(int=1), "party", "xyz"), ("void", "x"), ("reveal", UUID(int=1), "party", "/")],
)
def test_what_cannot_be_read_is_refused_before_anything_is_done(words):
    assert run(*words).exit_code == 2
