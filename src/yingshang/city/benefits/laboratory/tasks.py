"""Trials in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.benefits.laboratory.working import rescue, sweep, work


@app.task(name="benefits.try")
def try_one(trial_id: str) -> None:
    """Make one trial."""
    work(UUID(trial_id))


@app.periodic(cron="* * * * *")
@app.task(name="benefits.rescue_trials", queueing_lock="benefits.rescue_trials")
def rescue_trials(timestamp: int) -> None:
    """Every minute: trials whose worker was killed begin anew."""
    rescue(at=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="benefits.sweep_trials", queueing_lock="benefits.sweep_trials")
def sweep_trials(timestamp: int) -> None:
    """Once a night: old trials go."""
    sweep(at=timezone.now())
