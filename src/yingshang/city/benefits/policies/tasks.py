"""What policies do by the day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.benefits.policies.warning import warn_owners


@app.periodic(cron="30 0 * * *")
@app.task(name="benefits.warn_owners", queueing_lock="benefits.warn_owners")
def warn_of_reviews(timestamp: int) -> None:
    """Every day: owners of policies that come due for review are told, once."""
    warn_owners(at=timezone.now())
