"""A cluster starts, is found running, outlives its starter and stops."""

import subprocess
import sys
from pathlib import Path

from tests.config.postgres.support import START
from yingshang.config.postgres import Cluster, State


def test_a_server_outlives_its_starter_which_loads_neither_the_wrapper_nor_django(
    cluster: Cluster, programs: Path
) -> None:
    starter = [sys.executable, "-c", START, str(cluster.layout.base), str(programs)]
    said = subprocess.run(starter, capture_output=True, text=True, check=True).stdout.split()
    running = cluster.start()
    assert said == [str(running.pid), "False", "False"]
    assert not running.started_here


def test_a_cluster_goes_from_absent_to_running_to_stopped_and_back(cluster: Cluster) -> None:
    assert cluster.status().state is State.ABSENT
    assert not cluster.stop()
    first = cluster.start()
    assert first.started_here
    assert cluster.status().state is State.RUNNING
    assert cluster.status().pid == first.pid
    assert cluster.start().pid == first.pid
    assert cluster.stop()
    assert not cluster.is_running()
    assert cluster.status().state is State.STOPPED
    assert cluster.start().pid != first.pid


def test_durable_is_the_default_and_tests_alone_turn_it_off(folder: Path) -> None:
    from yingshang.config.postgres.launch import options

    cluster = Cluster.for_checkout(folder)
    assert cluster.durable
    assert "fsync" not in options(cluster.layout, durable=True)
    assert options(cluster.layout, durable=False)["fsync"] == "off"
