"""The spine's own periodic work: sealing the ledger, room in it, files nobody owns."""

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from yingshang.core.accounts.services import expire
from yingshang.core.documents.services import sweep_orphans
from yingshang.core.ledger.sealing import seal_all

STALLED_SECONDS = 60
KEPT_HOURS = 24
"""How long jobs that went well stay on record: the sealer alone leaves 17,000 a day."""


@app.periodic(cron="17 3 * * *")
@app.task(name="core.daily", queueing_lock="core.daily")
def daily(timestamp: int) -> None:
    """Partitions for three months ahead; orphaned files and late reservations go."""
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


@app.periodic(cron="* * * * * */5")
@app.task(name="core.seal", queueing_lock="core.seal")
def seal(timestamp: int) -> None:
    """Give the entries of every place their places in its log, every five seconds.

    What keeps a place from being sealed is logged with its remedy and shows as backlog; the next
    job tries again, and entries are written all the while.
    """
    seal_all()


@app.periodic(cron="29 3 * * *")
@app.task(name="core.forget_jobs", queueing_lock="core.forget_jobs")
async def forget_jobs(timestamp: int) -> None:
    """Jobs that went well a day ago are forgotten; failed ones stay."""
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
