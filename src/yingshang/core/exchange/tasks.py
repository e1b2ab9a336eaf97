"""The worker's part: at once after each push, and once a minute for all that is due again."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.exchange.services import collect, deliver_pending, handle_answers, turn


@app.task(name="exchange.deliver")
def deliver() -> None:
    """Send what was just pushed, and take the answers of systems that answer at once."""
    if deliver_pending(timezone.now()):
        collect(timezone.now())
        handle_answers(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="exchange.turn", queueing_lock="exchange.turn", lock="exchange.turn")
def every_minute(timestamp: int) -> None:
    """One whole turn; two never run at once, and none waits behind another."""
    turn(timezone.now())
