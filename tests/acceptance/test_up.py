"""`yingshang up` serves; whatever part is killed comes back, and nothing acknowledged is lost."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from yingshang.config.environment import CHECKOUT
from yingshang.config.postgres import Cluster

TOOL = Path(sys.executable).with_name("yingshang")
PATIENCE_SECONDS = 90


def until(what: Callable[[], object], name: str) -> object:
    """The first true answer of `what`."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, psycopg.Error):
            if answer := what():
                return answer
        time.sleep(0.2)
    raise AssertionError(f"in vain: {name}")


class Platform:
    """A platform of its own: data, files and port apart from everything else."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        own = ("DJANGO_", "DATABASE_", "YINGSHANG_", "PYTEST_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(own)}
        self.environment = kept | {
            "YINGSHANG_DATA_FOLDER": str(folder),
            "YINGSHANG_FILES_FOLDER": str(folder / "files"),
            "YINGSHANG_EXCHANGE_FOLDER": str(folder / "exchange"),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [str(TOOL), "up", "--port", str(self.port), "--workers", "1"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.answers, "the first page")

    def answers(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
            return answer.status == 200

    def entries(self) -> int:
        cluster = Cluster.for_checkout(CHECKOUT, base=self.folder / "postgres")
        with psycopg.connect(cluster.url("owner")) as owner:
            return owner.execute("SELECT count(*) FROM ledger_entry").fetchone()[0]

    def groups(self) -> list[int]:
        run_file = CHECKOUT / "var" / "run" / f"up-{self.port}.json"
        return json.loads(run_file.read_text(encoding="utf-8"))["groups"]

    def postmaster(self) -> int:
        pid_file = self.folder / "postgres" / "data" / "postmaster.pid"
        return int(pid_file.read_text(encoding="utf-8").split()[0])

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@pytest.fixture
def platform(tmp_path_factory) -> Iterator[Platform]:
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"yingshang-up-{os.getpid()}"  # noqa: S108 - a short path for the socket
    folder.mkdir(mode=0o755)
    platform = Platform(folder)
    yield platform
    if platform.process and platform.process.poll() is None:
        platform.stop()
    Cluster.for_checkout(CHECKOUT, base=folder / "postgres").stop()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_every_part_that_is_killed_comes_back_and_nothing_is_lost(platform):
    platform.start()
    acknowledged = platform.entries()
    assert acknowledged > 100

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
        [str(TOOL), "up", "--port", str(platform.port)], env=platform.environment,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert second.returncode == 1
    assert re.search(rf"{platform.port}.*--port", second.stderr)
    assert platform.answers()

    groups = platform.groups()
    assert platform.stop() == 0
    for group in groups:
        with pytest.raises(ProcessLookupError):
            os.killpg(group, 0)
