"""Processes that simulate a city, or hand in single applications, until they are killed.

`Forks` are forks of the test itself. Run as a program, this is the parent of `Victims`, for
whoever has threads: it loads Django and the town once and forks a victim for each line it reads
(`city FILE`, `web FILE`), answering the process's id. What was acknowledged stands in the file,
outside the database.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("YINGSHANG_TEST_KILLS", "6"))
MONTHS, MATTERS = 1, 30
SLOW = 20
"""Rows a batch: few, so that kills find the simulation at many points of its way."""
SCALE = 0.0002 * max(1, KILLS / 6)
SECONDS = 120 + KILLS


def plan():
    """A village: some fifty bundles in a month; more where it is to be killed more often."""
    from yingshang.simulation.city.plan import CityPlan

    return CityPlan(scale=SCALE, months=MONTHS, matters=MATTERS)


def main() -> None:
    """Fork a victim a line; killed ones are reaped by the system."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    import django

    django.setup()
    from django.db import connections

    from yingshang.simulation.city.town import ensure_town

    town = ensure_town(plan(), folder=Path(sys.argv[1]))
    connections.close_all()
    print("ready", flush=True)  # noqa: T201  # the answer
    for line in sys.stdin:
        job, name = line.split()
        if (child := os.fork()) == 0:
            work(job, town, Path(name))
            os._exit(0)
        print(child, flush=True)  # noqa: T201  # the answer


def work(job: str, town, path: Path) -> None:
    """What a victim does until it is killed."""
    with path.open("a", buffering=1) as notes:
        simulate(town, notes) if job == "city" else hand_in_for_ever(town, notes)


def simulate(town, notes) -> None:
    """The rest of the simulation; a line for every batch that was committed."""
    from yingshang.simulation.city.running import Simulation

    def tell(told) -> None:
        line = {
            "in": list(told.handed_in),
            "moved": [[str(case_id), version] for case_id, version in told.moved],
            "refused": [[str(row.case_id), row.code] for row in told.refused],
        }
        notes.write(json.dumps(line) + "\n")

    Simulation(town, tell, batch=SLOW).run()


def hand_in_for_ever(town, notes) -> None:
    """What a page does, one application after the other; each key noted once it is answered."""
    from yingshang.city.matters.applications.handing_in import hand_in
    from yingshang.simulation.city.arrivals import Arrival
    from yingshang.simulation.city.running import Simulation
    from yingshang.simulation.city.town import BEFORE

    applications = Simulation(town)
    for n in range(10**6, 10**7):
        key = uuid4()
        row = applications.application(Arrival(n, BEFORE))._replace(key=key)
        hand_in(town.place, [row])
        notes.write(json.dumps({"key": str(key)}) + "\n")


@dataclass
class Victims:
    """The parent of the victims, and their notes."""

    folder: Path
    environment: dict[str, str]

    def __enter__(self) -> "Victims":
        self.folder.mkdir()
        self.parent = subprocess.Popen(
            [sys.executable, "-m", "tests.simulation.victims", str(self.folder / "lists")],
            cwd=CHECKOUT, env=os.environ | self.environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._answer() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        self.parent.communicate(timeout=SECONDS)

    def start(self, job: str) -> int:
        """Fork one; its process id."""
        assert self.parent.stdin is not None
        self.parent.stdin.write(f"{job} {self.folder / job}\n")
        self.parent.stdin.flush()
        return int(self._answer())

    def acknowledged(self, job: str) -> Iterator[dict[str, object]]:
        """The lines that were written whole."""
        path = self.folder / job
        for line in path.read_text().splitlines() if path.exists() else ():
            with suppress(json.JSONDecodeError):
                yield json.loads(line)

    def _answer(self) -> str:
        assert self.parent.stdout is not None
        return self.parent.stdout.readline().strip()


class Forks(Victims):
    """The same as forks of this process, which has no threads and knows the town."""

    def __enter__(self) -> "Forks":
        from yingshang.simulation.city.town import ensure_town

        self.folder.mkdir()
        self.town = ensure_town(plan(), folder=self.folder / "lists")
        return self

    def __exit__(self, *_: object) -> None:
        """Each was waited for."""

    def start(self, job: str) -> int:
        """Fork one; its process id."""
        from django.db import connections

        connections.close_all()
        if (child := os.fork()) == 0:
            with suppress(BaseException):
                work(job, self.town, self.folder / job)
            os._exit(0)
        return child

    @staticmethod
    def kill(process: int) -> None:
        """End one, which may have ended by itself."""
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)

    @staticmethod
    def wait(process: int) -> None:
        """Until it has ended by itself."""
        os.waitpid(process, 0)


def kill(process: int) -> None:
    """End a victim, which may have ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    wait(process)


def wait(process: int) -> None:
    """Until the process is gone."""
    for _ in range(SECONDS * 50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("the victim did not end")


if __name__ == "__main__":
    main()
