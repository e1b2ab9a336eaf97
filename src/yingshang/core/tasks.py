"""The spine's own daily work: room in the ledger for the months to come, files nobody owns."""

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.accounts.services import expire
from yingshang.core.documents.services import sweep_orphans


@app.periodic(cron="17 3 * * *")
@app.task(name="core.daily", queueing_lock="core.daily")
def daily(timestamp: int) -> None:
    """Partitions for three months ahead; orphaned orphaned files and late reservations go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_ensure_partitions(3)")
    sweep_orphans(now=timezone.now())
    expire(at=timezone.now())
