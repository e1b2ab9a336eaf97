"""A draw from announcement to end: what is recorded, and that anyone can check it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.draws.invented import (
    ACTOR,
    HOUR,
    PARTIES,
    ROUND,
    SIGNED,
    announced,
    by_beacon,
    commit,
    reveal,
)
from yingshang.core.draws import queries
from yingshang.core.draws.errors import DrawMissing, DrawOver
from yingshang.core.draws.models import Draw
from yingshang.core.draws.services import complete
from yingshang.core.ledger.queries import entries_of
from yingshang.proofs import draws as package
from yingshang.proofs.draws import verify

pytestmark = pytest.mark.django_db


def drawn(now) -> Draw:
    draw = announced(now)
    for party in PARTIES:
        commit(draw, party, now + HOUR / 2)
    for party in PARTIES:
        reveal(draw, party, now + 1.5 * HOUR)
    return complete(draw.pk, actor=ACTOR, at=now + 1.6 * HOUR)


def test_every_step_is_an_entry_and_the_first_holds_the_hash(now):
    draw = drawn(now)
    entries = entries_of([draw.pk])
    assert [entry.action for entry in entries] == [
        "draw.announced", "draw.committed", "draw.committed", "draw.revealed", "draw.revealed",
        "draw.drawn",
    ]  # fmt: skip
    digest = bytes(draw.announcement_hash).hex()
    assert {entry.data["announcement_hash"] for entry in entries} == {digest}
    assert entries[0].id == draw.announced_entry
    assert entries[-1].id == draw.ended_entry
    published = json.loads(queries.published_of(draw.pk))
    assert entries[-1].data["hash"] == published["hash"]


def test_the_published_document_passes_the_package_and_the_stand_alone_file(now, tmp_path: Path):
    draw = drawn(now)
    published = queries.published_of(draw.pk)
    digest = bytes(draw.announcement_hash)
    assert verify(published, announcement_hash=digest).is_right
    assert published.startswith(b'{"announcement":' + queries.announcement_of(draw.pk))
    (tmp_path / "draw.json").write_bytes(published)
    checker = Path(package.__file__).with_name("verify_draw.py")
    command = [sys.executable, "-I", checker, tmp_path / "draw.json"]
    done = subprocess.run([*command, "--announcement-hash", digest.hex()], check=False)
    assert done.returncode == 0


def test_a_beacon_draws_once_its_round_is_given():
    draw = by_beacon()
    ended = complete(draw.pk, actor=ACTOR, at=SIGNED + HOUR, beacon=ROUND)
    assert ended.state == "drawn"
    outcome = queries.record_of(draw.pk).outcome
    assert [len(one["selected"]) for one in outcome["strata"]] == [2, 3]
    assert all(len(team["inspectors"]) == 2 for team in outcome["teams"])


def test_place_and_moment_are_not_what_the_caller_writes(now):
    document = json.loads(queries.announcement_of(announced(now).pk))
    assert document["place"] == "430300"
    assert document["announced_at"] == f"{now:%Y-%m-%dT%H:%M:%S.%fZ}"


def test_the_summary_counts_what_was_announced(now):
    draw = announced(now)
    assert (draw.pool, draw.wanted) == (30, 5)
    assert draw.summary["strata"][0] == {
        "name": "A", "entries": 20, "eligible": 19, "share": "1/10", "number": 2,
        "substitutes": 1, "is_weighted": False,
    }  # fmt: skip
    assert draw.summary["exclusions"] == [
        {"zh": "本年度已检查", "en": "Inspected this year", "n": 1}
    ]


def test_a_draw_ends_once(now):
    draw = drawn(now)
    with pytest.raises(DrawOver):
        complete(draw.pk, actor=ACTOR, at=now + 2 * HOUR)


def test_nothing_is_published_before_the_draw(now):
    draw = announced(now)
    with pytest.raises(DrawMissing):
        queries.published_of(draw.pk)
    with pytest.raises(DrawMissing):
        queries.entry_of(draw.pk, "ended")


def test_the_page_costs_three_statements(now, django_assert_num_queries):
    draw = drawn(now)
    with django_assert_num_queries(3):
        queries.record_of(draw.pk)


def test_the_list_reads_no_pool_and_costs_one_statement(now, django_assert_num_queries):
    announced(now, code="one")
    announced(now, code="two")
    with django_assert_num_queries(1):
        found = list(queries.draws_of("430300", state="announced"))
        assert [draw.office.code for draw in found] == ["market_regulation"] * 2
    assert "announcement" in found[0].get_deferred_fields()
