"""The worker sends what was told, each channel by a job of its own."""

from django.core import mail
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.core.exchange.worker import run_worker
from tests.core.notices.cast import NOON, deliveries, reached_by, telling, told
from yingshang.core.ids import new_id
from yingshang.core.notices import tasks


def test_a_telling_is_delivered_by_the_worker(real_database, sms_folder):
    owner = new_id()
    reached_by(owner, email="owner@example.com", sms="13800000000")
    told(telling(owner), at=NOON)
    run_worker()
    assert [d.state for d in deliveries("email") + deliveries("sms")] == ["sent", "sent"]
    assert len(mail.outbox) == 1
    assert len(list(sms_folder.iterdir())) == 1


def test_a_channel_waits_in_the_queue_once(real_database):
    tasks.deliver()
    tasks.deliver()
    waiting = ProcrastinateJob.objects.filter(task_name="notices.deliver_channel")
    channels = sorted(job.args["channel"] for job in waiting)
    assert channels == ["email", "sms", "webhook"]


def test_what_failed_is_looked_at_every_minute():
    planned = {t.task.name: t.cron for t in app.periodic_registry.periodic_tasks.values()}
    assert planned["notices.every_minute"] == "* * * * *"
