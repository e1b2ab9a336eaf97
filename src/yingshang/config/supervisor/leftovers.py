"""What a killed supervisor left behind is found by its run file, and ended before a new start."""

import contextlib
import fcntl
import json
import subprocess
from pathlib import Path
from typing import TextIO

from yingshang.config.supervisor.children import end_group

MARK = "yingshang"


def hold(run_file: Path) -> TextIO | None:
    """The lock of a running supervisor, held as long as its file is open; None if one runs."""
    run_file.parent.mkdir(parents=True, exist_ok=True)
    lock = run_file.with_suffix(".lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def remember(run_file: Path, groups: list[int]) -> None:
    """Note which process groups are ours; a reader or a crash never meets half a file."""
    fresh = run_file.with_suffix(".new")
    fresh.write_text(json.dumps({"groups": groups}), encoding="utf-8")
    fresh.replace(run_file)


def forget(run_file: Path) -> None:
    """All is ended: nothing is left behind."""
    run_file.unlink(missing_ok=True)


def end_leftovers(run_file: Path) -> int:
    """End the groups of the run file that are still ours; answers how many."""
    groups: list[int] = []
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        groups = [int(g) for g in json.loads(run_file.read_text(encoding="utf-8"))["groups"]]
    ours = [group for group in groups if _is_ours(group)]
    for group in ours:
        end_group(group)
    forget(run_file)
    return len(ours)


def _is_ours(group: int) -> bool:
    """Whether a process of the group still runs our code: a number can be given again."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pgid=,command="],  # noqa: S607 - found on every PATH we support
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    rows = (line.split(None, 1) for line in listing.splitlines())
    return any(len(row) == 2 and row[0] == str(group) and MARK in row[1] for row in rows)
