"""The parts that run, each in a process group of its own, on a durable database of their own."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from yingshang.config.environment import CHECKOUT
from yingshang.config.postgres import Cluster

PATIENCE_SECONDS = 120.0
PORTS = range(20_000, 32_000)


@dataclass
class Part:
    """A command that is started, killed and started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it if it does not run."""
        if self.process is None or self.process.poll() is not None:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(  # noqa: S603 - our own command
                    self.command, env=self.environment, cwd=CHECKOUT, start_new_session=True,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                )  # fmt: skip

    def kill(self) -> None:
        """End all of its processes at once, without a word."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Database:
    """The embedded cluster, with production settings."""

    cluster: Cluster

    def start(self) -> None:
        """Start it, and recover what a kill left."""
        self.cluster.start()

    def kill(self) -> None:
        """End the postmaster and every process of it, so that nothing is flushed on the way out."""
        status = self.cluster.status()
        if status.pid is None:
            return
        group = [status.pid, *_children(status.pid)]
        for pid in group:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(Path(f"/proc/{pid}/stat").exists() and not _is_dead(pid) for pid in group):
            time.sleep(0.01)

    def make_it_forget(self) -> None:
        """Let it say yes before anything is on disk: a build that must not pass."""
        with psycopg.connect(self.cluster.url("admin"), autocommit=True) as admin:
            admin.execute("ALTER SYSTEM SET synchronous_commit = off")
            admin.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            admin.execute("SELECT pg_reload_conf()")


def _children(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in listing.split()]


def _is_dead(pid: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state in "ZX"
    return True


@dataclass
class Place:
    """Folder, port and environment of a platform that stands apart from everything else."""

    folder: Path = field(default_factory=lambda: _short_folder())
    port: int = field(default_factory=lambda: _free_port())

    def __post_init__(self) -> None:
        base = self.folder / "pg"
        self.database = Database(Cluster.for_checkout(CHECKOUT, base=base))

    def environment(self) -> dict[str, str]:
        """What every part of the platform is told."""
        own = ("DJANGO_", "DATABASE_", "YINGSHANG_", "PYTEST_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(own)}
        cluster = self.database.cluster
        return kept | {
            "DATABASE_URL": cluster.url("app"),
            "DATABASE_OWNER_URL": cluster.url("owner"),
            "DJANGO_SETTINGS_MODULE": "yingshang.config.settings",
            "YINGSHANG_FILES_FOLDER": str(self.folder / "files"),
            "YINGSHANG_EXCHANGE_FOLDER": str(self.folder / "exchange"),
            "YINGSHANG_FACTS_FOLDER": str(self.folder / "facts"),
            "YINGSHANG_LOG_FOLDER": str(self.folder / "log"),
        }

    def web(self) -> Part:
        """One web server, as `yingshang up` starts it."""
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(self.port), "--workers", "1", "--blocking-threads", "1",
            "--respawn-failed-workers", "--no-access-log", "--log-level", "warning",
            "yingshang.config.wsgi:application",
        ]  # fmt: skip
        return Part("web", command, self.environment(), self.folder / "web.log")

    def worker(self) -> Part:
        """The worker; see `bench.kill_city.worker`."""
        command = [sys.executable, "-m", "bench.kill_city.worker"]
        return Part("worker", command, self.environment(), self.folder / "worker.log")

    def remove(self) -> None:
        """Stop the database, and leave nothing behind."""
        self.database.cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _short_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ys-kill-"))  # a short path for the socket
    folder.chmod(0o755)
    return folder


def _free_port() -> int:
    for port in random.SystemRandom().sample(PORTS, 50):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")
