"""A child in a process group of its own, which ends when its parent does."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
GRACE_SECONDS = 8.0


def _end_with_parent() -> None:
    """Linux ends the child when the supervisor is killed; elsewhere the run file helps."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A part of the platform that is kept running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restarts: int = 0

    def start(self) -> None:
        """Start it, in its own process group."""
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            list(self.command),
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        self.started_at = time.monotonic()

    @property
    def group(self) -> int | None:
        """The id of its process group."""
        return self.process.pid if self.process else None

    def is_gone(self) -> bool:
        """Whether it has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def end(self) -> None:
        """Ask it to end; after the grace period, end it and all it started."""
        if self.process is None:
            return
        end_group(self.process.pid, self.process)


def end_group(group: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """SIGTERM to the group's leader, then SIGKILL to whatever of the group is left."""
    _signal(group, signal.SIGTERM, leader_only=True)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and _lives(group, process):
        time.sleep(0.05)
    _signal(group, signal.SIGKILL, leader_only=False)
    if process is not None:
        process.wait()


def _lives(group: int, process: subprocess.Popen[bytes] | None) -> bool:
    if process is not None:
        return process.poll() is None
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _signal(group: int, number: int, *, leader_only: bool) -> None:
    try:
        if leader_only:
            os.kill(group, number)
        else:
            os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return
