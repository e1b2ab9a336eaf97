"""The worker pushes what is due every ten seconds; two such jobs never wait behind each other."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.feed.services import push_due


@app.periodic(cron="* * * * * */10")
@app.task(name="feed.push", queueing_lock="feed.push")
def push(timestamp: int) -> None:
    """Whatever was sealed since the last time goes to whoever subscribed to it."""
    push_due(timezone.now())
