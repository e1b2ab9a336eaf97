"""The spine's own daily work: room in the ledger for the months to come, files nobody owns."""

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from yingshang.core.accounts.services import expire
from yingshang.core.documents.services import sweep_orphans

STALLED_SECONDS = 60


@app.periodic(cron="17 3 * * *")
@app.task(name="core.daily", queueing_lock="core.daily")
def daily(timestamp: int) -> None:
    """Partitions for three months ahead; orphaned orphaned files and late reservations go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_ensure_partitions(3)")
    sweep_orphans(now=timezone.now())
    expire(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="core.rescue", queueing_lock="core.rescue")
async def rescue(timestamp: int) -> None:
    """Give up the jobs of workers that were killed, so that their locks do not stop the next run.

    What such a job left undone is done by the next turn of its kind: every job here may be run
    again.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
