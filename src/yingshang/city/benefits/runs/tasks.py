"""Runs in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.benefits.runs.evaluating import rescue, work


@app.task(name="benefits.evaluate")
def evaluate(run_id: str) -> None:
    """Evaluate one run and load its candidates."""
    work(UUID(run_id))


@app.periodic(cron="* * * * *")
@app.task(name="benefits.rescue", queueing_lock="benefits.rescue")
def rescue_runs(timestamp: int) -> None:
    """Every minute: evaluations whose worker was killed begin anew."""
    rescue(at=timezone.now())
