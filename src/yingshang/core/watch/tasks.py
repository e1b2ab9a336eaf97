"""The watch's job: every minute, so that a light is seen when it turns on."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.watch.warning import warn


@app.periodic(cron="* * * * *")
@app.task(name="core.watch", queueing_lock="core.watch")
def watch_promises(timestamp: int) -> None:
    """Warn handlers, heads and supervisors of what is due soon, red or broken."""
    warn(at=timezone.now())
