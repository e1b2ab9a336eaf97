"""What was committed is there after a kill, however the server or its starter ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.config.postgres.support import START, Connect
from yingshang.config.postgres import Cluster
from yingshang.config.postgres.account import serving_account
from yingshang.config.postgres.postmaster import Life, life_of

PATIENCE_SECONDS = 120  # a busy machine is slow; only what never comes fails


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited {PATIENCE_SECONDS} seconds in vain"
        time.sleep(0.01)


def _kill(cluster: Cluster) -> int:
    pid = cluster.start().pid
    os.kill(pid, signal.SIGKILL)
    _until(lambda: life_of(pid, cluster.layout.data) is not Life.ALIVE)
    return pid


def test_committed_data_survive_a_killed_postmaster(durable_cluster: Cluster) -> None:
    durable_cluster.start()
    with psycopg.connect(durable_cluster.url("owner")) as owner:
        owner.execute("CREATE TABLE entries AS SELECT 7 AS id")
        owner.commit()
        killed = _kill(durable_cluster)
    assert not durable_cluster.is_running()
    again = durable_cluster.start()
    assert again.started_here
    assert again.pid != killed
    with psycopg.connect(durable_cluster.url("app")) as app:
        assert app.execute("SELECT id FROM entries").fetchone() == (7,)


def test_a_stranger_with_the_killed_servers_number_neither_hinders_nor_is_stopped(
    running: Cluster,
) -> None:
    _kill(running)
    account = serving_account(running.layout.data)
    stranger = subprocess.Popen(["/bin/sleep", "60"], cwd="/", **account.switch)
    record = running.layout.data / "postmaster.pid"
    try:
        lines = record.read_text().splitlines()
        record.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert not running.stop()
        assert stranger.poll() is None
        assert running.start().started_here
        assert running.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_start_that_ended_before_the_database_was_made_is_completed(
    running: Cluster, connect: Connect
) -> None:
    running.start()
    connect(running, "admin").execute("SELECT 1")
    with psycopg.connect(running.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute("DROP DATABASE yingshang WITH (FORCE)")
        admin.execute("DROP OWNED BY yingshang_app")
    assert not running.is_running()
    assert not running.start().started_here
    with psycopg.connect(running.url("owner")) as owner:
        owner.execute("CREATE TABLE again (id integer)")


def test_a_starter_killed_at_any_moment_leaves_a_cluster_that_starts(
    cluster: Cluster, programs: Path
) -> None:
    starter = [sys.executable, "-c", START, str(cluster.layout.base), str(programs)]
    for seconds in (0.25, 0.4, 0.6):
        process = subprocess.Popen(starter, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        process.wait()
    cluster.start()
    with psycopg.connect(cluster.url("app")) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
