"""Messages are sent each apart, at least once with the same key, and given up after a while."""

from datetime import timedelta

import pytest

from tests.core.exchange.cast import NOON, after, message, pushed, tax_message
from yingshang.core.exchange import delivering
from yingshang.core.exchange.envelope import SHAPES
from yingshang.core.exchange.errors import BadMessage
from yingshang.core.exchange.queries import dead_letters
from yingshang.core.exchange.services import ask_after, collect, deliver_pending
from yingshang.core.exchange.waits import SENDING
from yingshang.core.ledger.queries import entries_of


class Killed(BaseException):
    """The process dies here: nothing after this point runs."""


@pytest.mark.django_db
def test_a_pending_message_is_sent_with_its_signature(tax):
    (first,) = pushed()
    assert deliver_pending(NOON) == 1
    assert message(first).state == "sent"
    assert message(first).sent_at == NOON
    assert tax.received["k1"].body == {"name": "湘潭示例有限公司"}


@pytest.mark.django_db
def test_a_sent_message_is_not_sent_again(tax):
    pushed()
    assert deliver_pending(NOON) == 1
    assert deliver_pending(after(days=1)) == 0
    assert tax.sends == ["k1"]


@pytest.mark.django_db
def test_more_messages_than_one_claim_are_all_sent(tax):
    size = delivering.CLAIM_SIZE * 2 + 3
    pushed(*(tax_message(f"k{n}") for n in range(size)))
    assert deliver_pending(NOON) == size
    assert len(tax.received) == size


@pytest.mark.django_db
def test_a_failing_system_is_tried_again_after_a_wait(tax):
    (first,) = pushed()
    tax.failing_sends = 1
    assert deliver_pending(NOON) == 0
    assert message(first).state == "pending"
    assert "exchange.system_unavailable" in message(first).last_error
    assert deliver_pending(after(seconds=29)) == 0
    assert tax.sends == ["k1"]
    assert deliver_pending(after(seconds=30)) == 1
    assert message(first).last_error == ""


def test_the_waits_grow_to_a_limit():
    waits = [SENDING.after(n) for n in range(1, SENDING.tries + 1)]
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=6)


@pytest.mark.django_db
def test_a_message_is_dead_after_the_last_attempt(tax):
    (first,) = pushed()
    tax.failing_sends = 1000
    for day in range(SENDING.tries):
        assert message(first).state == "pending"
        deliver_pending(after(days=day))
    assert message(first).state == "dead"
    assert len(tax.sends) == SENDING.tries
    assert [view.id for view in dead_letters("430300")] == [first]
    assert [entry.action for entry in entries_of([first])] == ["exchange.push", "exchange.dead"]


@pytest.mark.django_db
def test_what_will_never_be_accepted_is_dead_at_once(tax, monkeypatch):
    (first,) = pushed()

    def refuse(_message):
        raise BadMessage(part="key", problem=SHAPES["key"][1])

    monkeypatch.setattr(tax, "send", refuse)
    deliver_pending(NOON)
    assert message(first).state == "dead"


@pytest.mark.django_db
def test_one_failing_system_does_not_stop_anothers_message(tax, registry, monkeypatch):
    one, two = pushed(tax_message(), tax_message(system="registry"))
    monkeypatch.setattr(tax, "send", lambda _message: 1 / 0)
    assert deliver_pending(NOON) == 1
    assert message(one).last_error.startswith("ZeroDivisionError")
    assert message(two).state == "sent"
    assert registry.sends == ["k1"]


@pytest.mark.django_db
def test_a_wrong_setting_keeps_the_message_and_says_so(settings):
    settings.EXCHANGE_ADAPTERS = {"tax": "yingshang.nowhere.Adapter"}
    (first,) = pushed()
    assert deliver_pending(NOON) == 0
    assert message(first).state == "pending"
    assert "EXCHANGE_ADAPTERS" in message(first).last_error


def test_killed_between_send_and_mark_it_is_sent_again_and_received_once(
    real_database, tax, monkeypatch
):
    (first,) = pushed()

    def die(*_args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_mark_sent", die)
        with pytest.raises(Killed):
            deliver_pending(NOON)
    assert message(first).state == "pending"
    assert deliver_pending(after(seconds=1)) == 0  # the lease still runs
    assert deliver_pending(after(minutes=5)) == 1
    assert tax.sends == ["k1", "k1"]
    assert collect(after(minutes=5)) == 1
    assert message(first).state == "answered"


def test_a_message_whose_worker_is_always_killed_becomes_a_dead_letter(
    real_database, tax, monkeypatch
):
    (first,) = pushed()

    def die(_message):
        raise Killed

    monkeypatch.setattr(tax, "send", die)
    for day in range(SENDING.tries):
        with pytest.raises(Killed):
            deliver_pending(after(days=day))
    assert deliver_pending(after(days=SENDING.tries)) == 0
    assert message(first).state == "dead"
    assert message(first).last_error == "no attempt came to its end"


def test_an_answer_faster_than_the_mark_is_kept(real_database, tax, monkeypatch):
    (first,) = pushed()
    send = tax.send

    def send_and_be_answered(outgoing):
        send(outgoing)
        collect(NOON)

    monkeypatch.setattr(tax, "send", send_and_be_answered)
    deliver_pending(NOON)
    assert message(first).state == "answered"


@pytest.mark.django_db
def test_what_a_system_never_received_is_sent_again(tax):
    pushed()
    tax.forgets = True
    deliver_pending(NOON)
    assert ask_after(after(minutes=4)) == 0
    assert ask_after(after(minutes=5)) == 1
    tax.forgets = False
    assert deliver_pending(after(minutes=5)) == 1
    assert list(tax.received) == ["k1"]


@pytest.mark.django_db
def test_a_system_that_keeps_forgetting_gets_no_message_for_ever(tax):
    (first,) = pushed()
    tax.forgets = True
    for day in range(40):
        deliver_pending(after(days=day))
        ask_after(after(days=day, hours=12))
    assert message(first).state == "dead"
    assert len(tax.sends) < SENDING.tries


@pytest.mark.django_db
def test_a_system_that_works_on_it_is_asked_without_end_and_never_pushed_again(tax):
    (first,) = pushed()
    tax.silent_asks = 10_000
    deliver_pending(NOON)
    for day in range(1, 40):
        assert ask_after(after(days=day)) == 0
    assert message(first).state == "sent"
    assert tax.sends == ["k1"]


@pytest.mark.django_db
def test_a_refused_message_is_a_dead_letter(tax):
    (first,) = pushed()
    deliver_pending(NOON)
    tax.refused["k1"] = "not for us"
    ask_after(after(minutes=5))
    assert message(first).state == "dead"


@pytest.mark.django_db
def test_a_system_that_cannot_say_how_far_it_is_does_not_stop_the_questions(
    tax, registry, monkeypatch
):
    one, two = pushed(tax_message(), tax_message(system="registry"))
    registry.forgets = True
    deliver_pending(NOON)
    monkeypatch.setattr(tax, "status", lambda _key: 1 / 0)
    assert ask_after(after(minutes=5)) == 1
    assert message(one).state == "sent"
    assert message(one).last_error.startswith("ZeroDivisionError")
    assert message(two).state == "pending"
