"""Sealers and writers that are killed at random, and what must be true all the while.

Run as a program, this is the parent of the victims: it loads Django once and forks one for each
line it reads (`seal`, or `write FILE`), answering the process's id.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

CHECKOUT = Path(__file__).resolve().parents[3]
JOBS = ("seal", "write", "write")


def main() -> None:
    """Fork a victim a line; killed ones are reaped by the system."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    import django

    django.setup()
    for line in sys.stdin:
        job, *names = line.split()
        if (child := os.fork()) == 0:
            seal_for_ever() if job == "seal" else write_for_ever(Path(names[0]))
        print(child, flush=True)  # noqa: T201  # the answer


def seal_for_ever() -> None:
    """Turn after turn, in chunks small enough for a kill to fall anywhere."""
    from tests.core.ledger.town import PLACE
    from yingshang.core.ledger.sealing import seal

    while True:
        seal(PLACE, chunk=40)


def write_for_ever(path: Path) -> None:
    """Acts in small transactions; those that were acknowledged are noted outside the database."""
    from tests.core.ledger.town import write

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
    environment: dict[str, str]
    victims: dict[int, str] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> "Killing":
        self.folder.mkdir()
        self.parent = subprocess.Popen(
            [sys.executable, "-m", "tests.core.ledger.killing"],
            cwd=CHECKOUT, env=os.environ | self.environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        for victim in self.victims:
            _kill(victim)
        self.parent.communicate(timeout=10)

    def start(self, job: str) -> None:
        """Fork a sealer or a writer."""
        note = self.folder / f"{len(list(self.folder.iterdir()))}.txt"
        note.touch()
        print(job if job == "seal" else f"{job} {note}", file=self.parent.stdin, flush=True)
        self.victims[int(self.parent.stdout.readline())] = job

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
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
        return True
    return False


if __name__ == "__main__":
    main()
