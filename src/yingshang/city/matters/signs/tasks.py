"""Signs of gaming are looked for every hour."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.matters.signs.finding import find_signs
from yingshang.core.models import Edition


@app.periodic(cron="23 * * * *")
@app.task(name="matters.signs", queueing_lock="matters.signs")
def look_for_signs(timestamp: int) -> None:
    """What happened in the last two days, in every place that has lists."""
    now = timezone.now()
    for place in Edition.objects.order_by("place").values_list("place", flat=True).distinct():
        find_signs(place, at=now)
