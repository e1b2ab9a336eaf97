"""Sealers and writers that are killed at random, and what must be true all the while.

The victims are forks of this process: loading Django anew would take longer than the kills.
"""

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import connections

from tests.core.ledger.town import PLACE, write
from yingshang.core.ledger.sealing import seal

JOBS = ("seal", "write", "write")


def seal_for_ever() -> None:
    """Turn after turn, in chunks small enough for a kill to fall anywhere."""
    while True:
        seal(PLACE, chunk=40)


def write_for_ever(path: Path) -> None:
    """Acts in small transactions; those that were acknowledged are noted outside the database."""
    with path.open("a", encoding="ascii") as notes:
        while True:
            ids = write(random.randint(1, 6))  # noqa: S311  # no secret
            notes.write("".join(f"{each}\n" for each in ids))
            notes.flush()
            time.sleep(0.004)


@dataclass
class Killing:
    """A run of kills on one ledger, with the notes of what was acknowledged."""

    folder: Path
    victims: dict[int, str] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> "Killing":
        self.folder.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        for victim in self.victims:
            _kill(victim)

    def start(self, job: str) -> None:
        """Fork a sealer or a writer."""
        note = self.folder / f"{len(list(self.folder.iterdir()))}.txt"
        note.touch()
        connections.close_all()
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                seal_for_ever() if job == "seal" else write_for_ever(note)
            os._exit(1)
        self.victims[child] = job

    def kill_one(self, chance: random.Random) -> None:
        """Keep all jobs filled, let them run for a moment, kill one."""
        for job in ("seal", "write"):
            for _ in range(JOBS.count(job) - list(self.victims.values()).count(job)):
                self.start(job)
        time.sleep(chance.uniform(0.01, 0.12))
        victim = chance.choice([*self.victims, *[v for v in self.victims if self.is_sealer(v)]])
        assert _kill(victim), "a victim ended by itself"
        job = self.victims.pop(victim)
        self.kills[job] = self.kills.get(job, 0) + 1

    def is_sealer(self, victim: int) -> bool:
        return self.victims[victim] == "seal"

    def acknowledged(self) -> set[UUID]:
        """The whole lines of all notes."""
        texts = [path.read_text(encoding="ascii") for path in self.folder.iterdir()]
        return {UUID(line) for text in texts for line in text.split("\n")[:-1]}


def _kill(victim: int) -> bool:
    """Whether it lived until now."""
    os.kill(victim, signal.SIGKILL)
    _, status = os.waitpid(victim, 0)
    return os.WIFSIGNALED(status)
