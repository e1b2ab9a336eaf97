"""The worker does it all by itself, from the push to the handler."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.core.exchange.cast import inbox, message, pushed
from tests.core.exchange.worker import run_worker
from yingshang.core.exchange import tasks
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.services import register_handler


def test_a_push_comes_back_handled_by_the_worker(real_database, tax):
    got = []
    register_handler("tax", "tax.register", got.append)
    (first,) = pushed()
    run_worker()
    assert message(first).state == "answered"
    assert [m.state for m in inbox()] == ["done"]
    assert len(got) == 1
    assert set(ProcrastinateJob.objects.values_list("task_name", "status")) >= {
        ("exchange.deliver", "succeeded")
    }


def test_every_minute_what_is_due_again_is_sent(real_database, tax):
    register_handler("tax", "tax.register", lambda _incoming: None)
    (first,) = pushed()
    tax.failing_sends = 1
    run_worker()
    assert message(first).state == "pending"
    Message.objects.update(next_attempt_at=message(first).created_at)
    tasks.every_minute.defer(timestamp=0)
    run_worker()
    assert message(first).state == "answered"


def test_the_turn_is_planned_for_every_minute():
    planned = {t.task.name: t.cron for t in app.periodic_registry.periodic_tasks.values()}
    assert planned["exchange.turn"] == "* * * * *"
