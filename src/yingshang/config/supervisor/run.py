"""The loop of `yingshang up`: start, watch, restart, end."""

import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import ClassVar

from yingshang.config.environment import CHECKOUT
from yingshang.config.supervisor.children import Child
from yingshang.config.supervisor.leftovers import end_leftovers, forget, hold, remember
from yingshang.errors import Unavailable

log = logging.getLogger(__name__)
MOST_RESTARTS = 5
CALM_SECONDS = 30.0
MEND_SECONDS = 3.0
HOST = "127.0.0.1"


class PortTaken(Unavailable):
    """Something else listens on the port."""

    code: ClassVar[str] = "up.port_taken"
    zh: ClassVar[str] = "端口 {port} 已被占用。请先停掉占用它的程序，或用 --port 换一个。"
    en: ClassVar[str] = "Port {port} is in use. Stop what uses it, or choose another by --port."


class KeepsFailing(Unavailable):
    """A part ends again and again right after its start."""

    code: ClassVar[str] = "up.keeps_failing"
    zh: ClassVar[str] = "{name} 反复退出，已全部停止。原因见上面的输出。"
    en: ClassVar[str] = "{name} keeps failing, so all was stopped. The output above says why."


def run(
    port: int, *, workers: int = 2, announce: str = "", mend: Callable[[], object] = bool
) -> None:
    """Serve until a signal comes; whichever part ends is started again.

    `mend` is called every few seconds: it sees to what is not a child, such as the database.
    Errors: `PortTaken`, `KeepsFailing`.
    """
    run_file = CHECKOUT / "var" / "run" / f"up-{port}.json"
    lock = hold(run_file)
    if lock is None:
        raise PortTaken(port=port)
    with lock:
        end_leftovers(run_file)
        _require_free(port)
        children = [Child("web", _web(port, workers)), Child("worker", _worker())]
        try:
            _serve(children, port, announce, mend, run_file)
        finally:
            for child in reversed(children):
                child.end()
            forget(run_file)


def _serve(
    children: list[Child], port: int, announce: str, mend: Callable[[], object], run_file: Path
) -> None:
    """Start the children and watch over them until a signal comes."""
    stopping = _Stop()
    for child in children:
        child.start()
    _note(run_file, children)
    _say_when_ready(port, announce, stopping)
    mended_at = time.monotonic()
    while not stopping.asked:
        _restart_ended(children, run_file)
        if time.monotonic() - mended_at > MEND_SECONDS:
            mend()
            mended_at = time.monotonic()
        time.sleep(0.2)


class _Stop:
    """Set by SIGINT and SIGTERM."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def _web(port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST,
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "1",
        "--respawn-failed-workers", "--no-access-log", "--log-level", "warning",
        "yingshang.config.wsgi:application",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "yingshang.config.worker"]


def _restart_ended(children: list[Child], run_file: Path) -> None:
    for child in children:
        if not child.is_gone():
            continue
        calm = time.monotonic() - child.started_at > CALM_SECONDS
        child.restarts = 0 if calm else child.restarts + 1
        if child.restarts > MOST_RESTARTS:
            raise KeepsFailing(name=child.name)
        log.warning("%s ended and is started again", child.name)
        child.end()
        child.start()
        _note(run_file, children)


def _note(run_file: Path, children: list[Child]) -> None:
    remember(run_file, [child.group for child in children if child.group is not None])


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTaken(port=port) from None


def _say_when_ready(port: int, announce: str, stopping: _Stop) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not stopping.asked:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                sys.stdout.write(announce + "\n")
                sys.stdout.flush()
                return
        time.sleep(0.1)
