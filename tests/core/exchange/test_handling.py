"""Each answer is handled in a transaction of its own; one failure never stops another."""

import threading

import pytest
from django.db import connection, connections

from tests.core.exchange.cast import CLERK, NOON, after, inbox, message, pushed, tax_message
from yingshang.core.exchange.errors import NoSuchMessage, NotDead
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.queries import dead_letters
from yingshang.core.exchange.services import (
    collect,
    deliver_pending,
    handle_answers,
    register_handler,
    retry,
    turn,
)
from yingshang.core.exchange.waits import HANDLING
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.core.parties.models import Region
from yingshang.errors import Conflict, Invalid


def answered(*keys):
    """Questions pushed and their answers in the inbox."""
    pushed(*(tax_message(key, case_id=new_id()) for key in keys))
    deliver_pending(NOON)
    assert collect(NOON) == len(keys)


@pytest.mark.django_db
def test_the_handler_gets_the_answer_with_its_case(tax):
    got = []
    register_handler("tax", "tax.register", got.append)
    answered("k1")
    assert handle_answers(NOON) == (1, 0, 0)
    (incoming,) = got
    question = Message.objects.get(direction="out")
    assert incoming.case_id == question.case_id
    assert incoming.in_reply_to == question.id
    assert (incoming.body["outcome"], incoming.at) == ("done", NOON)
    assert inbox()[0].state == "done"


@pytest.mark.django_db
def test_an_answer_is_handled_once(tax):
    got = []
    register_handler("tax", "tax.register", got.append)
    answered("k1")
    handle_answers(NOON)
    assert handle_answers(after(days=1)) == (0, 0, 0)
    assert len(got) == 1


def test_a_handler_that_raises_leaves_the_others_done_and_its_own_work_undone(real_database, tax):
    def handle(incoming):
        Region.objects.create(code=incoming.key, name="x", name_en="x")
        if incoming.key == "k2":
            raise ZeroDivisionError("two is one too many")

    register_handler("tax", "tax.register", handle)
    answered("k1", "k2", "k3")
    assert handle_answers(NOON) == (2, 1, 0)
    assert {m.key: m.state for m in inbox()} == {"k1": "done", "k2": "dead", "k3": "done"}
    assert set(Region.objects.filter(name="x").values_list("code", flat=True)) == {"k1", "k3"}
    (dead,) = dead_letters("430300")
    assert dead.last_error == "ZeroDivisionError: two is one too many"


def test_a_reference_to_nothing_kills_its_own_message_only(real_database, tax):
    def handle(incoming):
        parent = "nosuch" if incoming.key == "k1" else None
        Region.objects.create(code=incoming.key, name="x", name_en="x", parent_id=parent)

    register_handler("tax", "tax.register", handle)
    answered("k1", "k2")
    assert handle_answers(NOON) == (1, 1, 0)
    assert {m.key: m.state for m in inbox()} == {"k1": "dead", "k2": "done"}


@pytest.mark.django_db
def test_a_conflict_is_tried_again_later(tax):
    tries = []

    def handle(incoming):
        tries.append(incoming.at)
        if len(tries) == 1:
            raise Conflict

    register_handler("tax", "tax.register", handle)
    answered("k1")
    assert handle_answers(NOON) == (0, 0, 1)
    assert handle_answers(after(seconds=29)) == (0, 0, 0)
    assert handle_answers(after(seconds=30)) == (1, 0, 0)


@pytest.mark.django_db
def test_a_conflict_without_end_becomes_a_dead_letter(tax):
    def handle(_incoming):
        raise Conflict

    register_handler("tax", "tax.register", handle)
    answered("k1")
    results = [handle_answers(after(days=day)) for day in range(HANDLING.tries)]
    assert results == [(0, 0, 1)] * (HANDLING.tries - 1) + [(0, 1, 0)]


@pytest.mark.django_db
def test_an_invalid_answer_is_a_dead_letter_at_once_with_an_entry(tax):
    def handle(_incoming):
        raise Invalid

    register_handler("tax", "tax.register", handle)
    answered("k1")
    assert handle_answers(NOON) == (0, 1, 0)
    actions = [entry.action for entry in entries_of([inbox()[0].case_id])]
    assert actions == ["exchange.push", "exchange.answer", "exchange.dead"]


@pytest.mark.django_db
def test_an_answer_nobody_handles_waits_for_a_person(tax):
    answered("k1")
    assert handle_answers(NOON) == (0, 1, 0)
    (dead,) = dead_letters("430300")
    assert "exchange.no_handler" in dead.last_error
    got = []
    register_handler("tax", "tax.register", got.append)
    retry(dead.id, actor=CLERK, at=after(hours=1))
    assert handle_answers(after(hours=1)) == (1, 0, 0)
    assert len(got) == 1


def test_a_second_handler_for_a_kind_is_a_mistake():
    first, second = (lambda _: None), (lambda _: None)
    register_handler("tax", "tax.register", first)
    register_handler("tax", "tax.register", first)
    with pytest.raises(ValueError, match="handled by"):
        register_handler("tax", "tax.register", second)


@pytest.mark.django_db
def test_a_dead_letter_that_is_retried_goes_out_again(tax):
    (first,) = pushed()
    Message.objects.filter(id=first).update(state="dead", attempts=12)
    retry(first, actor=CLERK, at=after(days=2))
    assert deliver_pending(after(days=2)) == 1
    assert message(first).state == "sent"
    entry = entries_of([first])[-1]
    assert (entry.action, entry.actor_id) == ("exchange.retry", CLERK.id)


@pytest.mark.django_db
def test_only_a_dead_letter_can_be_retried(tax):
    (first,) = pushed()
    with pytest.raises(NotDead, match="pending"):
        retry(first, actor=CLERK, at=NOON)
    with pytest.raises(NoSuchMessage):
        retry(new_id(), actor=CLERK, at=NOON)


def test_two_workers_handle_each_answer_once(real_database, tax):
    counts, lock = {}, threading.Lock()

    def handle(incoming):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.01)")
        with lock:
            counts[incoming.key] = counts.get(incoming.key, 0) + 1

    register_handler("tax", "tax.register", handle)
    answered(*(f"k{n}" for n in range(20)))

    def work():
        handle_answers(NOON)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counts == {f"k{n}": 1 for n in range(20)}


@pytest.mark.django_db
def test_one_turn_brings_a_message_out_and_its_answer_home(tax):
    register_handler("tax", "tax.register", lambda _incoming: None)
    pushed(tax_message("k1"), tax_message("k2"))
    assert turn(NOON) == (2, 0, 0)
