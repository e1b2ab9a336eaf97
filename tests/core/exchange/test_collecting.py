"""Answers are verified and stored exactly once, and end the question they answer."""

from dataclasses import replace

import pytest

from tests.core.exchange.cast import NOON, after, inbox, message, pushed, signed_answer, tax_message
from yingshang.core.exchange import collecting
from yingshang.core.exchange.queries import messages_of
from yingshang.core.exchange.services import ask_after, collect, deliver_pending
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of


@pytest.mark.django_db
def test_an_answer_is_stored_on_the_case_of_its_question(tax):
    case_id = new_id()
    (first,) = pushed(tax_message(case_id=case_id))
    deliver_pending(NOON)
    assert collect(NOON) == 1
    question, answer = messages_of(case_id)
    assert (question.id, question.state) == (first, "answered")
    assert (answer.direction, answer.state, answer.in_reply_to) == ("in", "pending", first)
    assert answer.body == {"outcome": "done", "key": "k1"}


@pytest.mark.django_db
def test_an_answer_is_an_entry_by_its_system(tax):
    case_id = new_id()
    pushed(tax_message(case_id=case_id))
    deliver_pending(NOON)
    collect(after(seconds=1))
    entry = entries_of([case_id])[-1]
    assert entry.action == "exchange.answer"
    assert entry.actor_id == Actor.exchange("tax").id
    assert entry.data["in_reply_to"] == "k1"


@pytest.mark.django_db
def test_a_late_answer_is_waited_for(tax):
    (first,) = pushed()
    tax.silent_asks = 2
    deliver_pending(NOON)
    assert [collect(NOON) for _ in range(3)] == [0, 0, 1]
    assert message(first).state == "answered"


@pytest.mark.django_db
def test_an_answer_that_comes_twice_is_stored_once(tax):
    pushed()
    deliver_pending(NOON)
    collect(NOON)
    tax.offer(
        replace(signed_answer("k1", "k1", body={"outcome": "done", "key": "k1"}), receipt="2")
    )
    assert collect(NOON) == 0
    assert len(inbox()) == 1
    assert "2" in tax.acknowledged


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_refused(tax):
    pushed()
    deliver_pending(NOON)
    collect(NOON)
    tax.offer(replace(signed_answer("k1", "k1", body={"outcome": "refused"}), receipt="2"))
    assert collect(NOON) == 0
    assert "exchange.key_reused" in tax.refused["2"]
    assert [m.body["outcome"] for m in inbox()] == ["done"]


@pytest.mark.django_db
def test_a_badly_signed_answer_is_refused_and_changes_nothing(tax):
    (first,) = pushed()
    deliver_pending(NOON)
    tax.silent_asks = 99
    tax.offer(replace(signed_answer("x", "k1"), body={"outcome": "forged"}))
    assert collect(NOON) == 0
    assert "exchange.bad_signature" in tax.refused["x"]
    assert message(first).state == "sent"
    assert inbox() == []


@pytest.mark.django_db
def test_an_answer_to_nothing_we_asked_is_refused(tax):
    pushed()
    tax.offer(signed_answer("x", "never-sent"))
    assert collect(NOON) == 0
    assert "exchange.never_asked" in tax.refused["x"]


@pytest.mark.django_db
def test_a_system_may_speak_first(tax):
    pushed()
    tax.offer(signed_answer("news", kind="tax.news"))
    assert collect(NOON) == 1
    (news,) = inbox()
    assert (news.kind, news.in_reply_to_id, news.case_id) == ("tax.news", None, None)


@pytest.mark.django_db
def test_a_body_that_has_no_canonical_form_is_refused(tax):
    pushed()
    tax.offer(replace(signed_answer("x"), body={"rate": 0.5}))
    tax.offer(replace(signed_answer("y"), body={"name": "\x00"}))
    assert collect(NOON) == 0
    assert set(tax.refused) == {"x", "y"}


@pytest.mark.django_db
def test_one_silent_system_does_not_keep_anothers_answers_away(tax, registry, monkeypatch, caplog):
    pushed(tax_message(), tax_message(system="registry"))
    deliver_pending(NOON)
    monkeypatch.setattr(registry, "answers", lambda: 1 / 0)
    assert collect(NOON) == 1
    assert inbox()[0].system == "tax"
    assert "registry" in caplog.text


@pytest.mark.django_db
def test_an_answer_to_a_dead_letter_brings_it_to_its_end(tax):
    (first,) = pushed()
    deliver_pending(NOON)
    tax.refused["k1"] = "broken"
    ask_after(after(minutes=5))
    assert message(first).state == "dead"
    tax.offer(replace(signed_answer("late", "k1"), receipt="late"))
    assert collect(after(days=1)) == 1
    assert message(first).state == "answered"


def test_killed_between_store_and_acknowledge_the_answer_is_still_stored_once(
    real_database, tax, monkeypatch
):
    pushed()
    deliver_pending(NOON)

    class Killed(BaseException):
        pass

    def die(_answer):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(tax, "acknowledge", die)
        with pytest.raises(Killed):
            collect(NOON)
    assert len(inbox()) == 1
    assert collect(after(minutes=1)) == 0
    assert len(inbox()) == 1
    assert tax.acknowledged == ["k1"]


@pytest.mark.django_db
def test_every_system_we_wrote_to_and_every_named_one_is_asked(settings, tax):
    pushed(tax_message(), tax_message(system="bank"))
    settings.EXCHANGE_ADAPTERS["231100/customs"] = settings.EXCHANGE_ADAPTERS["*"]
    assert collecting._pairs() == [("231100", "customs"), ("430300", "bank"), ("430300", "tax")]
