"""`yingshang up` serves; whatever part is killed comes back, and nothing acknowledged is lost."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from yingshang.config.environment import CHECKOUT
from yingshang.config.postgres import Cluster

TOOL = Path(sys.executable).with_name("yingshang")
PATIENCE_SECONDS = 240  # a busy machine is slow; only what never comes fails
PORTS = range(20_000, 32_000)  # below those that the system gives to connections going out
NOT_YET = (OSError, psycopg.Error, ValueError, IndexError, KeyError)
"""What one meets while a part is down, or while a file is only half written."""


def until(what: Callable[[], Any], name: str) -> Any:
    """The first true answer of `what`; a part that is down or a file half written is waited for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(*NOT_YET):
            if answer := what():
                return answer
        time.sleep(0.1)
    raise AssertionError(f"in vain: {name}")


def free_port() -> int:
    """A port that nobody listens on, and that no connection going out will take meanwhile."""
    for port in random.SystemRandom().sample(PORTS, 50):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


def has_ended(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


PLACE = "430300"
HOW_MANY = "SELECT count(*) FROM ledger_entry WHERE place = %s"


class Platform:
    """A platform of its own: data, files and port apart from everything else."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        own = ("DJANGO_", "DATABASE_", "YINGSHANG_", "PYTEST_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(own)}
        self.environment = kept | {
            "YINGSHANG_DATA_FOLDER": str(folder),
            "YINGSHANG_FILES_FOLDER": str(folder / "files"),
            "YINGSHANG_EXCHANGE_FOLDER": str(folder / "exchange"),
            "YINGSHANG_LOG_FOLDER": str(folder / "log"),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [str(TOOL), "up", "--port", str(self.port), "--workers", "1"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.answers, "the first page")

    def answers(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as answer:
            return answer.status == 200

    def entries(self) -> int:
        """How many entries the served place has, as soon as the database answers."""
        return until(self._entries, "the entries")

    def _entries(self) -> int:
        cluster = Cluster.for_checkout(CHECKOUT, base=self.folder / "postgres")
        with psycopg.connect(cluster.url("owner")) as owner:
            return owner.execute(HOW_MANY, [PLACE]).fetchone()[0]

    def sealed(self) -> int:
        """How many entries the newest published checkpoint covers."""
        notes = [path.read_text(encoding="utf-8") for path in self.folder.glob("log/*/checkpoint")]
        return max((int(note.splitlines()[1]) for note in notes), default=0)

    def groups(self) -> list[int]:
        """The process groups of web and worker, as soon as they stand in the run file."""
        return until(self._groups, "web and worker in the run file")

    def _groups(self) -> list[int]:
        run_file = CHECKOUT / "var" / "run" / f"up-{self.port}.json"
        groups = json.loads(run_file.read_text(encoding="utf-8"))["groups"]
        return groups if len(groups) == 2 else []

    def postmaster(self) -> int:
        """The database's process, as soon as it stands in PostgreSQL's own file."""
        return until(self._postmaster, "the postmaster's file")

    def _postmaster(self) -> int:
        pid_file = self.folder / "postgres" / "data" / "postmaster.pid"
        return int(pid_file.read_text(encoding="utf-8").split()[0])

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture
def platform() -> Iterator[Platform]:
    folder = Path(tempfile.mkdtemp(prefix="ys-up-"))  # a short path for the socket
    folder.chmod(0o755)
    platform = Platform(folder)
    yield platform
    if platform.process and platform.process.poll() is None:
        platform.stop()
    with suppress(*NOT_YET):  # of a test that failed between a kill and the next start
        for group in platform._groups():
            os.killpg(group, signal.SIGKILL)
    Cluster.for_checkout(CHECKOUT, base=folder / "postgres").stop()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_every_part_that_is_killed_comes_back_and_nothing_is_lost(platform):
    platform.start()
    acknowledged = platform.entries()
    assert acknowledged > 100
    until(lambda: platform.sealed() >= acknowledged, "a checkpoint over all entries")

    web, worker = platform.groups()
    os.killpg(web, signal.SIGKILL)
    os.killpg(worker, signal.SIGKILL)
    until(lambda: set(platform.groups()).isdisjoint({web, worker}), "new children")
    until(platform.answers, "the page after the web was killed")

    killed = platform.postmaster()
    os.kill(killed, signal.SIGKILL)
    until(lambda: platform.postmaster() != killed and platform.answers(), "a new database")
    assert platform.entries() >= acknowledged

    os.kill(platform.postmaster(), signal.SIGKILL)
    assert platform.process is not None
    platform.process.kill()
    platform.process.wait()
    platform.start()
    assert platform.entries() >= acknowledged

    second = subprocess.run(
        [str(TOOL), "up", "--port", str(free_port())], env=platform.environment,
        capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert second.returncode == 1
    assert re.search(rf"\(port {platform.port}\).*{platform.folder}.*DATA_FOLDER", second.stderr)
    until(platform.answers, "the page beside a second start")

    groups = platform.groups()
    assert platform.stop() == 0
    for group in groups:
        until(partial(has_ended, group), "the end of web and worker")
