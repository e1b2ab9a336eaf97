"""The capability's background jobs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.matters import clockwork


@app.periodic(cron="* * * * *")
@app.task(name="matters.clock", queueing_lock="matters.clock", pass_context=False)
def clock(timestamp: int) -> None:
    """Every minute: what silence accepts, and reminders."""
    now = timezone.now()
    clockwork.deem_accepted(at=now)
    clockwork.remind(at=now)
