"""The statistics go behind the ledger, every minute."""

from procrastinate.contrib.django import app

from yingshang.city.matters.statistics.keeping import keep_all


@app.periodic(cron="* * * * *")
@app.task(name="matters.statistics", queueing_lock="matters.statistics")
def statistics(timestamp: int) -> None:
    """Count anew what was sealed since the last minute."""
    keep_all()
