"""Runs in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.benefits.runs.evaluating import rescue, work
from yingshang.city.benefits.runs.ordering import order_settled
from yingshang.city.benefits.runs.publishing import end_due_notices


@app.task(name="benefits.evaluate")
def evaluate(run_id: str) -> None:
    """Evaluate one run and load its candidates."""
    work(UUID(run_id))


@app.periodic(cron="* * * * *")
@app.task(name="benefits.rescue", queueing_lock="benefits.rescue")
def rescue_runs(timestamp: int) -> None:
    """Every minute: evaluations whose worker was killed begin anew."""
    rescue(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="benefits.end_notices", queueing_lock="benefits.end_notices")
def end_notices(timestamp: int) -> None:
    """Every ten minutes: notices that are over end, and what is settled goes to the payer."""
    at = timezone.now()
    end_due_notices(at=at)
    order_settled(at=at)
