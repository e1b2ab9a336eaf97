"""A draw that comes to nothing says so, with the names of the silent or the reason given."""

import pytest

from tests.core.draws.invented import (
    ACTOR,
    HOUR,
    PARTIES,
    announced,
    by_beacon,
    commit,
    office,
    reveal,
    stated,
)
from yingshang.core.draws import ending, queries
from yingshang.core.draws.errors import DrawMissing, DrawOver, ReasonMissing
from yingshang.core.draws.services import announce, settle, void
from yingshang.core.draws.tasks import settle_draws
from yingshang.core.ledger.queries import entries_of
from yingshang.proofs.draws import Words, verify
from yingshang.proofs.randomness import CommitReveal

pytestmark = pytest.mark.django_db
FIRST, SECOND = PARTIES
REASON = Words("名录有误，另行公告", "The pool is wrong; another draw will be announced")


def test_a_party_that_does_not_reveal_makes_the_draw_void_on_record(now):
    draw = announced(now)
    for party in PARTIES:
        commit(draw, party, now + HOUR / 2)
    reveal(draw, FIRST, now + 1.5 * HOUR)
    assert settle(at=now + 1.9 * HOUR) == []
    (ended,) = settle(at=now + 2.1 * HOUR)
    assert (ended.state, ended.void_zh) == ("void", f"{SECOND}未按时揭示秘密")
    assert ended.void_en == f"{SECOND} did not reveal in time"
    assert entries_of([draw.pk])[-1].data["reason_zh"] == ended.void_zh
    published = queries.published_of(draw.pk)
    assert verify(published, announcement_hash=bytes(draw.announcement_hash)).is_right
    assert queries.record_of(draw.pk).outcome == {
        "void": {"missing": "reveals", "parties": [SECOND]}
    }


def test_a_party_that_does_not_commit_does_so_too(now):
    draw = announced(now)
    commit(draw, FIRST, now + HOUR / 2)
    (ended,) = settle(at=now + 3 * HOUR)
    assert ended.void_zh == f"{SECOND}未按时提交随机数承诺"


def test_when_all_have_revealed_the_clock_draws(now):
    draw = announced(now)
    for party in PARTIES:
        commit(draw, party, now + HOUR / 2)
    for party in PARTIES:
        reveal(draw, party, now + 1.5 * HOUR)
    (ended,) = settle(at=now + 3 * HOUR)
    assert ended.state == "drawn"
    assert entries_of([draw.pk])[-1].actor_kind == "system"


def test_the_job_of_every_minute_settles(now):
    source = CommitReveal(PARTIES, now - 2 * HOUR, now - HOUR)
    draw = announce(
        stated(source), office=office(), actor=ACTOR, at=now - 3 * HOUR, is_simulated=True
    )
    settle_draws(0)
    draw.refresh_from_db()
    assert draw.state == "void"
    assert draw.void_en == f"{FIRST}, {SECOND} gave no commitment in time"


def test_one_draw_that_cannot_be_settled_keeps_no_other_from_its_end(now, monkeypatch, caplog):
    broken, other = announced(now, code="one"), announced(now, code="two")
    whole = ending.complete

    def complete(draw_id, **words):
        if draw_id == broken.pk:
            raise DrawMissing
        return whole(draw_id, **words)

    monkeypatch.setattr(ending, "complete", complete)
    assert [draw.pk for draw in settle(at=now + 3 * HOUR)] == [other.pk]
    assert str(broken.pk) in caplog.text


def test_a_beacon_is_waited_for(now):
    by_beacon()
    assert settle(at=now) == []


def test_a_draw_can_be_given_up_with_a_reason_and_is_then_over(now):
    draw = announced(now)
    ended = void(draw.pk, REASON, actor=ACTOR, at=now + HOUR / 2)
    assert (ended.state, ended.void_zh, ended.void_en) == ("void", REASON.zh, REASON.en)
    last = entries_of([draw.pk])[-1]
    assert (last.action, last.data["reason_en"]) == ("draw.voided", REASON.en)
    with pytest.raises(DrawMissing):
        queries.published_of(draw.pk)
    with pytest.raises(DrawOver):
        void(draw.pk, REASON, actor=ACTOR, at=now + HOUR)


@pytest.mark.parametrize("reason", [Words("", "Why"), Words("为什么", "  ")])
def test_it_is_not_given_up_without_words_in_both_languages(now, reason):
    draw = announced(now)
    with pytest.raises(ReasonMissing):
        void(draw.pk, reason, actor=ACTOR, at=now)
    draw.refresh_from_db()
    assert draw.state == "announced"
