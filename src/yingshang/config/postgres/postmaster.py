"""Who is the postmaster: `postmaster.pid` read, and the process behind it recognised.

A number in a file is no proof: the machine gives numbers out again, and PostgreSQL refuses to
start while any process of its account bears the number of a postmaster that was killed.
"""

import os
import re
import sys
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from yingshang.config.postgres.execution import run


class Life(Enum):
    """What became of a recorded postmaster."""

    ALIVE = auto()
    ENDED = auto()
    NUMBER_TAKEN = auto()  # ended, but a stranger or its own remains bear the number


@dataclass(frozen=True)
class Postmaster:
    """What `postmaster.pid` says, and whether that server lives."""

    pid: int
    socket: Path
    life: Life

    def serves(self, socket: Path) -> bool:
        """Whether it is the server that we start: alive, with its socket in our folder."""
        return self.life is Life.ALIVE and self.socket == socket


def postmaster_of(data: Path) -> Postmaster | None:
    """The postmaster recorded in `data`, or None when there is no record.

    *Source*: PostgreSQL's `pidfile.h`: line 1 is the process, line 5 the socket's folder.
    """
    lines = _record(data / "postmaster.pid")
    if not lines:
        return None
    pid = int(lines[0])
    socket = Path(lines[4]) if len(lines) > 4 else Path()
    return Postmaster(pid, socket, life_of(pid, data))


def forget_ended(data: Path, socket: Path) -> None:
    """Remove the records of a killed postmaster whose number is taken; call it under the lock.

    PostgreSQL would take the stranger for it and refuse to start. Other stale records it judges
    best itself; left-over children it finds by their shared memory in both cases.
    """
    for record in (data / "postmaster.pid", *socket.glob(".s.PGSQL.*.lock")):
        lines = _record(record)
        if lines and life_of(int(lines[0]), data) is Life.NUMBER_TAKEN:
            record.unlink()


def life_of(pid: int, data: Path) -> Life:
    """Whether `pid` is still the postmaster of `data`; in doubt it is.

    The command names the folder when we or pg_ctl started it; else the folder that the process
    works in decides, where we may see it.
    """
    command = _command_of(pid)
    if not command:
        return Life.NUMBER_TAKEN if _number_taken(pid) else Life.ENDED
    if not re.match(r"(\S.*/)?post(gres|master)( |$)", command):
        return Life.NUMBER_TAKEN  # also `postgres: checkpointer` and such, which are no postmasters
    if re.search(rf" -D {re.escape(str(data))}( |$)", command):
        return Life.ALIVE
    works_in = _folder_of(pid)
    elsewhere = works_in is not None and works_in != data.resolve()
    return Life.NUMBER_TAKEN if elsewhere else Life.ALIVE


def process_lives(pid: int) -> bool:
    """Whether `pid` has not ended; a process that only waits to be collected has."""
    return bool(_command_of(pid))


def _record(path: Path) -> list[str]:
    """The lines of a lock file of PostgreSQL; none when it is missing or not complete."""
    try:
        lines = path.read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    return lines if lines and lines[0].strip().isdigit() else []


def _number_taken(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_of(pid: int) -> str:
    """The process's command line; empty when it has ended."""
    if sys.platform != "linux":
        command = _answer("/bin/ps", "-ww", "-o", "command=", "-p", str(pid)).strip()
        return "" if "<defunct>" in command else command
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return os.fsdecode(words.strip(b"\0").replace(b"\0", b" "))


def _folder_of(pid: int) -> Path | None:
    """The folder that the process works in; None when we may not see it."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").readlink()
        except OSError:
            return None
    shown = re.search(r"(?m)^n(/.*)$", _answer("lsof", "-a", "-p", str(pid), "-d", "cwd", "-Fn"))
    return Path(shown[1]) if shown else None


def _answer(*words: str) -> str:
    try:
        return run(*words).stdout
    except FileNotFoundError:
        return ""
