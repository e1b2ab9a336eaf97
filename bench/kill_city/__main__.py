"""Run the city, kill its parts, judge."""

import argparse
import os
import random
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bench.kill_city.callers import Caller, Visitors
from bench.kill_city.parts import Database, Part, Place

SHORTEST, LONGEST = 0.3, 3.0
KEEPS_SECONDS = 0.1
LARGEST = 60
"""The city is no larger than for so many kills: some five hundred bundles."""


def main() -> None:
    """Prepare, kill, let it end, judge; exit 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="of the moments and the victims")
    parser.add_argument("--broken", choices=["async"], default=None,
                        help="a database that says yes too early: must be found out")  # fmt: skip
    asked = parser.parse_args()
    place = Place()
    try:
        found = City(place, asked.kills, asked.seed, broken=bool(asked.broken)).run()
        for sentence in found[:20]:
            print(sentence)
        print(f"{len(found)} troubles" if found else "nothing lost, nothing twice, audit clean")
        sys.exit(bool(found))
    finally:
        place.remove()


class City:
    """One run."""

    def __init__(self, place: Place, kills: int, seed: int | None, *, broken: bool) -> None:
        self.place, self.kills = place, kills
        self.chance = random.Random(seed)  # noqa: S311  # points of time, nothing secret
        place.database.start()
        if broken:
            place.database.make_it_forget()
        os.environ.update(place.environment() | {"YINGSHANG_TEST_KILLS": str(min(kills, LARGEST))})
        self.killed: Counter[str] = Counter()
        self.served = 0

    def run(self) -> list[str]:
        """Answers the troubles."""
        self._prepare()
        victims = self._victims()
        with victims:
            self._kill_until_enough(victims)
            _wait_for(victims.start("city"))
        from bench.kill_city.judge import lines, troubles

        visits, city = self.place.folder / "visits", victims.folder / "city"
        noted = list(lines(visits))
        print(
            f"kills: {dict(self.killed)}; acknowledged: "
            f"{sum('key' in line for line in noted)} applications and "
            f"{sum('case' in line for line in noted)} steps over HTTP, "
            f"{sum(len(line['moved']) for line in lines(city))} steps of the simulation; "
            f"answers: {dict(self.statuses)}"
        )
        return list(troubles(city, visits))

    def _prepare(self) -> None:
        """Schema, lists and people, and two who call."""
        import django

        django.setup()
        from django.db import connections
        from tests.simulation.victims import plan

        from yingshang.config.cli.ready import migrate
        from yingshang.core.access.models import User
        from yingshang.core.access.tokens import create_token
        from yingshang.simulation.city.people import SIMULATION
        from yingshang.simulation.city.town import ensure_town

        migrate()
        town = ensure_town(plan(), folder=self.place.folder / "lists")
        tokens = {}
        for name in ("sim-0000000", "simclerk-0"):
            user = User.objects.get(username=name)
            now = datetime.now(UTC)
            _, tokens[name] = create_token(
                user, label="kill city", days=2, place=town.place, actor=SIMULATION, at=now
            )
        self.statuses: Counter[str] = Counter()
        applicant, clerk = (
            Caller(self.place.port, token, self.statuses) for token in tokens.values()
        )
        services = town.bundles["person"]
        self.visitors = Visitors(applicant, clerk, services, self.place.folder / "visits")
        connections.close_all()

    def _choose(self) -> str:
        """Whom to kill: web only when it has served since, or it would never get to work."""
        served = self.statuses["200"]
        name = self.chance.choice(("web", "worker", "database", "city"))
        if name == "web" and served == self.served:
            name = "database"
        if name == "web":
            self.served = served
        return name

    def _victims(self):  # type: ignore[no-untyped-def]  # tests have no types
        from tests.simulation.victims import Victims

        return Victims(self.place.folder / "victims", self.place.environment())

    def _kill_until_enough(self, victims) -> None:  # type: ignore[no-untyped-def]  # as above
        from tests.simulation.victims import kill

        parts: list[Part | Database] = [
            self.place.web(), self.place.worker(), self.place.database
        ]  # fmt: skip
        keeper = _Keeper(parts)
        callers = threading.Thread(target=self.visitors.run)
        keeper.start()
        callers.start()
        city = victims.start("city")
        for number in range(self.kills):
            time.sleep(self.chance.uniform(SHORTEST, LONGEST))
            name = self._choose()
            if name == "city":
                kill(city)
            else:
                keeper.kill(name)
            self.killed[name] += 1
            if name == "city" or not Path(f"/proc/{city}").exists():
                city = victims.start("city")
            if number % 20 == 19:
                print(f"{number + 1} kills {dict(self.killed)} {dict(self.statuses)}", flush=True)
        keeper.settle()
        time.sleep(LONGEST)
        self.visitors.ends.set()
        callers.join()
        kill(city)
        keeper.stop()


def _wait_for(process: int) -> None:
    """Until the last run has brought the city to its end, however busy the machine is."""
    while Path(f"/proc/{process}").exists():
        time.sleep(0.1)


class _Keeper(threading.Thread):
    """Starts again whatever does not run, as the supervisor does."""

    def __init__(self, parts: list[Part | Database]) -> None:
        super().__init__()
        self.parts = {getattr(part, "name", "database"): part for part in parts}
        self.lock, self.ends = threading.Lock(), threading.Event()

    def run(self) -> None:
        while not self.ends.wait(KEEPS_SECONDS):
            self.settle()

    def settle(self) -> None:
        """Everything runs."""
        with self.lock:
            for part in reversed(self.parts.values()):
                part.start()

    def kill(self, name: str) -> None:
        """Kill one of them."""
        with self.lock:
            self.parts[name].kill()

    def stop(self) -> None:
        """Kill all but the database, which is asked questions now."""
        self.ends.set()
        self.join()
        for name in ("web", "worker"):
            self.kill(name)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream
    main()
