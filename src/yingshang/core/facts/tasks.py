"""The worker's part of deliveries: large uploads, and the folder that departments put files in."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.facts.inbox import take_in
from yingshang.core.facts.judging import judge, sweep


@app.task(name="core.judge_facts")
def judge_facts(submission_id: str) -> None:
    """Judge one file that was handed in."""
    judge(UUID(submission_id))


@app.periodic(cron="* * * * *")
@app.task(name="core.take_in_facts", queueing_lock="core.take_in_facts")
def take_in_facts(timestamp: int) -> None:
    """Every minute: files of the folder come in, interrupted judging begins again."""
    sweep(at=timezone.now())
    take_in(at=timezone.now())
