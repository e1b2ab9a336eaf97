"""A disk that is full, really: small file systems under the database, the files and the log.

    python -m bench.disk_full [--times 12] [--seed N]

While a city is simulated, applicants hand in and clerks accept over HTTP, as in `bench.kill_city`.
Again and again the file system under the database, the files or the log is filled to the last byte
for some seconds, then space is given back, and nobody restarts anything by hand. Whatever was
answered with success must be there, once; whoever could not be served got 503 and what to do. Needs
the right to mount (root); says so where it is missing.
"""

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import ClassVar

from bench.kill_city.__main__ import City, _Keeper, _wait_for
from bench.kill_city.parts import Database, Place
from yingshang.errors import DomainError

SIZES = {"pg": "640m", "files": "24m", "log": "8m"}
FULL_SECONDS = (2.0, 6.0)
FREE_SECONDS = (2.0, 4.0)
LEFT = 16_384
"""Bytes that stay free: the end comes in the middle of the work, not before it."""
KILLS = 12
"""The size of the city, in the measure of `bench.kill_city`."""


def main() -> None:
    """Mount, fill, judge; exit 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=12, help="how often a disk is filled")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    place = Place()
    disks = [SmallDisk(place.folder / name, size) for name, size in SIZES.items()]
    try:
        if not all(disk.mount() for disk in disks):
            print("SKIPPED: no file system can be mounted here (root is needed)")
            return
        found = FullCity(place, asked.times, asked.seed, disks).run()
        for sentence in found[:20]:
            print(sentence)
        print(f"{len(found)} troubles" if found else "nothing lost, nothing half done, audit clean")
        sys.exit(bool(found))
    finally:
        place.database.cluster.stop()
        for disk in disks:
            disk.unmount()
        place.remove()


@dataclass
class SmallDisk:
    """A file system of so much memory."""

    folder: Path
    size: str

    def mount(self) -> bool:
        """Whether it is there now."""
        self.folder.mkdir(mode=0o755)
        kind = ["-t", "tmpfs", "-o", f"size={self.size},mode=755", "tmpfs"]
        return _run("mount", *kind, str(self.folder)) == 0

    def unmount(self) -> None:
        """Nothing stays behind."""
        _run("umount", "-l", str(self.folder))

    def fill(self, left: int = LEFT) -> None:
        """All but so many bytes is taken."""
        room = os.statvfs(self.folder)
        size = max(0, room.f_bavail * room.f_frsize - left)
        with suppress(OSError), (self.folder / "ballast").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)

    def give_back(self) -> None:
        """There is room again."""
        (self.folder / "ballast").unlink(missing_ok=True)


def _run(program: str, *words: str) -> int:
    path = shutil.which(program)
    if path is None:
        return 127
    return subprocess.run([path, *words], capture_output=True, check=False).returncode  # noqa: S603  # our own words


class PatientDatabase(Database):
    """Started again until it can be, as `yingshang up` does; it says why it cannot."""

    refused: ClassVar[Counter[str]] = Counter()

    def start(self) -> None:
        """Start it where there is room to."""
        try:
            super().start()
        except DomainError as error:
            self.refused[error.code] += 1


class FullCity(City):
    """A city whose disks are full now and then; nothing is killed by us."""

    def __init__(self, place: Place, times: int, seed: int | None, disks: list[SmallDisk]) -> None:
        place.database = PatientDatabase(place.database.cluster)
        super().__init__(place, KILLS, seed, broken=False)
        self.times, self.disks = times, disks
        self.pages: Counter[int] = Counter()
        self.told: Counter[str] = Counter()

    def run(self) -> list[str]:
        """Answers the troubles."""
        found = super().run()
        found += self._untold()
        print(f"pages: {dict(self.pages)}; said: {dict(self.told)};"
              f" the database refused to start: {dict(PatientDatabase.refused)}")  # fmt: skip
        return found

    def _untold(self) -> list[str]:
        """What was neither served nor told of."""
        wrong = [f"{n} answers of {status} over HTTP" for status, n in self.statuses.items()
                 if status not in {"0", "200", "201", "503", "409"}]  # fmt: skip
        wrong += [f"{n} pages of {status}" for status, n in self.pages.items()
                  if status not in {200, 302, 503}]  # fmt: skip
        log = (self.place.folder / "web.log").read_text(encoding="utf-8", errors="replace")
        self.told["log: outage.storage_full"] = log.count("outage.storage_full")
        self.told["log: outage.database_away"] = log.count("outage.database_away")
        if self.killed["pg"] and "No space left on device" not in log + self._server_log():
            wrong.append("no log says that the disk was full")
        return wrong

    def _server_log(self) -> str:
        return self.place.database.cluster.layout.log.read_text(errors="replace")

    def _kill_until_enough(self, victims) -> None:  # type: ignore[no-untyped-def]  # as in City
        from tests.simulation.victims import kill

        parts = [self.place.web(), self.place.worker(), self.place.database]
        keeper = _Keeper(parts)
        callers = threading.Thread(target=self.visitors.run)
        keeper.start()
        callers.start()
        city = victims.start("city")
        self._must_be_back()
        for number in range(self.times):
            disk = self.disks[0] if number % 2 == 0 else self.chance.choice(self.disks)
            time.sleep(self.chance.uniform(*FREE_SECONDS))
            disk.fill(self.chance.choice([0, LEFT, 20 * LEFT]))
            self.killed[disk.folder.name] += 1
            self._look(until=time.monotonic() + self.chance.uniform(*FULL_SECONDS))
            disk.give_back()
            if not Path(f"/proc/{city}").exists():
                city = victims.start("city")
            print(f"full {dict(self.killed)}, answers {dict(self.statuses)}, pages"
                  f" {dict(self.pages)}", flush=True)  # fmt: skip
        time.sleep(FREE_SECONDS[1])
        keeper.settle()
        self._must_be_back()
        self.visitors.ends.set()
        callers.join()
        kill(city)
        _wait_for(victims.start("city"))
        keeper.stop()

    def _look(self, *, until: float) -> None:
        """A visitor looks at pages, with a log-in of nobody."""
        while time.monotonic() < until:
            for method, path in (("GET", "/"), ("GET", "/services/")):
                self._ask(method, path)
            time.sleep(0.2)

    def _ask(self, method: str, path: str) -> int:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", self.place.port, timeout=20)
            connection.request(method, path, headers={"Accept-Language": "en"})
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            connection.close()
            if method == "GET":
                self.pages[answer.status] += 1
            for words in ("Try again in a moment", "Ask the operators to make room"):
                self.told[words] += words in " ".join(text.split())
            return answer.status
        return 0

    def _must_be_back(self) -> None:
        """Within a minute everything serves again, by itself."""
        deadline = time.monotonic() + 60
        while self._ask("GET", "/") != 200:
            if time.monotonic() > deadline:
                raise SystemExit("a minute after space was given back the pages do not serve")
            time.sleep(0.5)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream
    main()
