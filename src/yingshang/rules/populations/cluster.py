"""A Spark cluster on this machine: one master and some workers on the loopback, for a while.

It is to try what a real cluster does. Nothing listens on another address, and everything is gone
when it ends.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.request import urlopen

from yingshang.rules.populations.errors import EngineFailed, EngineMissing, JavaMissing

HOST = "127.0.0.1"
PATIENCE = 120.0
"""Seconds until a master and its workers have to have found each other."""
_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"
Daemon = subprocess.Popen[bytes]


@contextmanager
def local_cluster(*, workers: int = 2, cores: int = 1, memory: str = "1g") -> Iterator[str]:
    """The master's address, while the cluster is there; each worker has so many cores and memory.

    *Errors*: `EngineMissing`, `JavaMissing`, `EngineFailed` with the end of what Spark said.
    """
    home = _spark_home()
    port, page = _free_port(), _free_port()
    url = f"spark://{HOST}:{port}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yingshang-spark-")))
        with (folder / "log").open("wb") as log:
            here = ["--host", HOST]
            web = ["--webui-port", str(page)]
            master = [_MASTER, *here, "--port", str(port), *web]
            own = [*here, "--webui-port", "0", "-c", str(cores), "-m", memory, "-d", str(folder)]
            worker = [_WORKER, *own, url]
            daemons = [
                stack.enter_context(_daemon(home, words, folder, log))
                for words in (master, *[worker] * workers)
            ]
            _wait_for(page, daemons, folder / "log")
            yield url


def _spark_home() -> Path:
    found = find_spec("pyspark")
    if found is None or not found.submodule_search_locations:
        raise EngineMissing(engine="PySpark")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise JavaMissing
    return Path(next(iter(found.submodule_search_locations)))


@contextmanager
def _daemon(home: Path, words: list[str], folder: Path, log: IO[bytes]) -> Iterator[Daemon]:
    environment = os.environ | {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "SPARK_PUBLIC_DNS": HOST,
        "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": str(folder),
    }  # fmt: skip
    command = [str(home / "bin" / "spark-class"), *words]
    running = subprocess.Popen(  # noqa: S603 - Spark's own script
        command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        port: int = door.getsockname()[1]
        return port


def _wait_for(page: int, daemons: Sequence[Daemon], log: Path) -> None:
    """Until the master knows all workers. *Errors*: `EngineFailed`, at once when one has ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and all(daemon.poll() is None for daemon in daemons):
        if _state(page).get("aliveworkers") == len(daemons) - 1:
            return
        time.sleep(0.2)
    said = log.read_text(encoding="utf-8", errors="replace").split("\n")[-4:]
    raise EngineFailed(engine="Spark", why=" ".join(said)[-300:])


def _state(page: int) -> dict[str, Any]:
    """What the master's page says; nothing while it is not there."""
    try:
        with urlopen(f"http://{HOST}:{page}/json/", timeout=5) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except (URLError, OSError, ValueError):
        return {}
