"""Draws whose parties' time is over come to their end."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.draws.services import settle


@app.periodic(cron="* * * * *")
@app.task(name="core.settle_draws", queueing_lock="core.settle_draws")
def settle_draws(timestamp: int) -> None:
    """Every minute: drawn where all parties revealed, else void with the names of the silent."""
    settle(at=timezone.now())
