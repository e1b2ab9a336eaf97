"""The worker's part: at once after each telling, and once a minute for what is due again.

Each channel has its own job, so that slow webhooks hold up no e-mail.
"""

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from yingshang.core.notices.backends import DEFAULTS
from yingshang.core.notices.delivering import deliver_due


@app.task(name="notices.deliver")
def deliver() -> None:
    """Start the channels; one job of each waits at most."""
    for channel in DEFAULTS:
        lock = f"notices.{channel}"
        try:
            deliver_channel.configure(queueing_lock=lock, lock=lock).defer(channel=channel)
        except AlreadyEnqueued:
            continue


@app.task(name="notices.deliver_channel")
def deliver_channel(channel: str) -> None:
    """Send what is due by one channel."""
    deliver_due(timezone.now(), channel=channel)


@app.periodic(cron="* * * * *")
@app.task(name="notices.every_minute", queueing_lock="notices.every_minute")
def every_minute(timestamp: int) -> None:
    """What failed before and is due again."""
    deliver()
