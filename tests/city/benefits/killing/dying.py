"""Processes that act until they are killed, at a counted point of their way or from outside."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, connections

from yingshang.city.benefits.payments import batching, reserving
from yingshang.city.benefits.runs import evaluating as runs
from yingshang.config.outages import outage_of

POINTS = (
    (os, "fsync"), (os, "replace"), (os, "rename"), (batching, "copy_rows"),
    (reserving, "copy_rows"), (runs, "copy_rows"), (runs, "evaluate"),
)  # fmt: skip
"""Beside every statement: what becomes of files, and of rows by the thousand."""
assert all(hasattr(owner, name) for owner, name in POINTS)


@dataclass
class Counter:
    """Counts the points that a process passes; it dies at the one that is named."""

    dies_at: int | None = None
    passed: int = 0

    def step(self) -> None:
        self.passed += 1
        if self.passed == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., object], *arguments: object, **more: object) -> object:
        self.step()
        answer = work(*arguments, **more)
        self.step()
        return answer

    def run(self, work: Callable[[], object]) -> None:
        """Do the work, counting; only in a process of its own."""
        for owner, name in POINTS:
            setattr(owner, name, self._wrapped(getattr(owner, name)))
        with connection.execute_wrapper(self.around):
            work()

    def _wrapped(self, real: Callable[..., object]) -> Callable[..., object]:
        return lambda *arguments, **more: self.around(real, *arguments, **more)


@dataclass
class Victims:
    """Forks of this process; what went wrong in one that was not killed stands in `troubles`."""

    work: Callable[[], bool]
    troubles: Path
    kills: int = 0
    living: list[int] = field(default_factory=list)

    def start(self, *, dies_at: int | None = None) -> int:
        """One more, its process id; it may die by itself at a counted point."""
        connections.close_all()
        child = os.fork()
        if child == 0:
            try:
                Counter(dies_at).run(self.work)
            except BaseException as error:  # noqa: BLE001 - whatever it is, somebody must read it
                if outage_of(error) is None:
                    with self.troubles.open("a", encoding="utf-8") as file:
                        file.write(traceback.format_exc())
            finally:
                os._exit(0)
        return child

    def end(self, child: int, *, after: float | None = None) -> bool:
        """Wait for it, or kill it after so many seconds; whether it was killed."""
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        is_killed = os.WIFSIGNALED(status)
        self.kills += is_killed
        return is_killed
