"""A job whose worker was killed is given up, so that its lock does not stop the next run."""

from django.db import connection
from procrastinate.contrib.django import app

from tests.core.exchange.worker import run_worker

DEAD = """
WITH dead AS (
    INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')
    RETURNING id)
UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)
WHERE id = %s"""


def status_of(job_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job_id])
        return cursor.fetchone()[0]


def test_the_lock_of_a_killed_workers_job_is_released(real_database):
    stuck = app.configure_task("exchange.turn", lock="exchange").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(DEAD, [stuck])
    app.configure_task("core.rescue").defer(timestamp=0)
    waiting = app.configure_task("exchange.turn", lock="exchange").defer(timestamp=0)
    run_worker()
    assert status_of(stuck) == "failed"
    run_worker()
    assert status_of(waiting) == "succeeded"
