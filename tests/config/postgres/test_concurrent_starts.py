"""Two that start at once: one initialises, both get the same server."""

import subprocess
import sys
from pathlib import Path

from tests.config.postgres.support import START
from yingshang.config.postgres import Cluster


def test_starts_at_the_same_moment_share_one_server(cluster: Cluster, programs: Path) -> None:
    starter = [sys.executable, "-c", START, str(cluster.layout.base), str(programs)]
    starters = [
        subprocess.Popen(starter, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=300) for process in starters]
    assert [process.returncode for process in starters] == [0, 0, 0], answers
    pids = {said.split()[0] for said, _ in answers}
    assert pids == {str(cluster.start().pid)}
