"""Bundles through the real services: member cases a second, full ledger, on a durable database.

    python -m bench.matters [--bundles 20000] [--batch 2000] [--processes 2] [--flat [--minutes 20]]

Each bundle is handed in, its members are accepted, handled and granted by officers, delivered by
the clock; with papers, results, notices and promises. Beside it, in the same run, a bare COPY of
the same rows into tables with the same indexes, by as many processes. Generated lists (source:
simulated). The database is made anew on the embedded cluster of `bench/` and runs with production
settings (fsync and synchronous_commit on). A first small batch and an ANALYZE stand before the
clock, since autovacuum would come once a minute.

`--flat` goes on until its minutes are over and says what a case cost at the beginning and the end.
"""

import argparse
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import psycopg

from bench import cases as five

five.NAME = "bench_matters"
SEED = 20220101
MATTERS = 200
WARM_UP = 300
STEPS = ("accept", "handle", "review", "grant")
FROM = {"accept": "received", "handle": "accepted", "review": "handled"}
SAMPLE = 4_000
"""So many bundles' rows are copied bare."""
AT_FIRST = 100_000
"""Cases after which the beginning of a flat run is measured."""


def town_of(bundles: int, folder: Path):
    """The lists, people and officers of a city of that many bundles."""
    from yingshang.simulation.city.plan import BUNDLE_CASES, CityPlan
    from yingshang.simulation.city.town import ensure_town

    plan = CityPlan(scale=bundles / BUNDLE_CASES, seed=SEED, matters=MATTERS)
    return ensure_town(plan, folder=folder)


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Work:
    """What one process does and what it takes: seconds of clock, client and server by phase."""

    def __init__(self, bundles: int, folder: Path) -> None:
        from django.db import connection

        from yingshang.config.memory import tune_collector
        from yingshang.simulation.city.running import Simulation

        self.town = town_of(bundles, folder)
        self.simulation = Simulation(self.town)
        connection.ensure_connection()
        self.backend = connection.connection.info.backend_pid
        self.found: dict[str, Counter[str]] = {}
        self.members = 0
        tune_collector()

    @contextmanager
    def measured(self, name: str) -> Iterator[None]:
        """Add what is done inside to the phase of that name."""
        before = self._spent()
        yield
        found = self.found.setdefault(name, Counter())
        for what, a, b in zip(("wall", "client", "server"), before, self._spent(), strict=True):
            found[what] += b - a

    def _spent(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), cpu_of(self.backend)

    def take(self, numbers: range) -> int:
        """These bundles from hand-in to the end of their last member; how many members."""
        from yingshang.city.matters.applications.handing_in import hand_in
        from yingshang.simulation.city.arrivals import Arrival
        from yingshang.simulation.city.hours import start_of
        from yingshang.simulation.city.plan import FIRST_DAY

        at = start_of(FIRST_DAY) + timedelta(days=4, hours=10)
        with self.measured("driver"):
            coming = [self.simulation.application(Arrival(n, at)) for n in numbers]
            rows = [row._replace(delivery="electronic") for row in coming]
        with self.measured("hand in"):
            handed = hand_in(self.town.place, rows)
        bundles = [row.bundle_id for row in handed]
        for _wave in range(4):
            with self.measured("driver"):
                standing = self._open_members(bundles)
            if not standing:
                break
            for step in STEPS:
                at += timedelta(minutes=30)
                self._step(step, standing, at)
        else:
            raise AssertionError("some member did not end")
        return self._count(bundles)

    def _open_members(self, bundles) -> dict:
        from yingshang.city.matters.standing import members_of

        every = [member for group in members_of(bundles).values() for member in group]
        return {m.id: (m.state, m.item_id) for m in every if m.closed_at is None}

    def _step(self, step: str, standing: dict, at) -> None:
        from django.db import transaction

        from yingshang.city.matters.desk import take_all

        with self.measured("driver"):
            acts = [
                self._act(case_id, step, item_id, at)
                for case_id, (state, item_id) in standing.items()
                if self._is_next(step, state, item_id)
            ]
        if not acts:
            return
        with self.measured(step), transaction.atomic():
            outcome = take_all(acts, all_or_nothing=False)
        assert not outcome.refused, outcome.refused[0]
        standing |= {row.case_id: (row.state, row.item_id) for row in outcome.moved}

    def _is_next(self, step: str, state: str, item_id) -> bool:
        stages = {stage.stage for stage in self.town.matters[item_id].stages}
        if step == "review" and "review" not in stages:
            return False
        return state == (FROM.get(step) or ("reviewed" if "review" in stages else "handled"))

    def _act(self, case_id, step: str, item_id, at):
        from yingshang.city.matters.desk import DeskAct, DeskStep

        staff = self.town.staff
        if step == "accept":
            who = staff.clerks[item_id.int % len(staff.clerks)]
        else:
            who = staff.officers[self.simulation.office_id(item_id)][0]
        return DeskAct(DeskStep(case_id, step), who, at)

    def _count(self, bundles) -> int:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(closed_at) FROM core_case WHERE parent_id = ANY (%s)",
                [bundles],
            )
            count, closed = cursor.fetchone()
        assert count == closed
        return count


class Part(NamedTuple):
    """What one process reports: its phases, members, clock, peak, and how it went on."""

    found: dict[str, Counter[str]]
    members: int
    seconds: float
    peak_mb: int
    course: list[tuple[int, float, float]]
    """After each batch: members so far, CPU seconds of client and server, seconds on the clock."""


def run(share: range, batch: int, minutes: float | None, folder: str, begin, answers) -> None:
    """The share of one process, until it is done or the minutes are over."""
    import django

    django.setup()
    work = Work(len(share), Path(folder))
    begin.wait()
    begun, cpu, course = time.perf_counter(), sum(work._spent()[1:]), []
    for first in range(0, len(share), batch):
        work.members += work.take(share[first : first + batch])
        now = time.perf_counter() - begun
        course.append((work.members, sum(work._spent()[1:]) - cpu, now))
        if minutes and now > minutes * 60:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answers.put(Part(work.found, work.members, time.perf_counter() - begun, peak, course))


def together(target, shares: Sequence[tuple], count: int) -> list:
    """Run the target in so many processes that begin at the same moment; what each answers."""
    context = get_context("fork")
    begin, answers = context.Barrier(count), context.Queue()
    processes = [context.Process(target=target, args=(*share, begin, answers)) for share in shares]
    for process in processes:
        process.start()
    parts = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    return parts


def main() -> None:
    """Prepare, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bundles", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--minutes", type=float, default=20.0)
    chosen = parser.parse_args()
    if chosen.flat:
        chosen.bundles = 2_071_000
    os.environ.setdefault("YINGSHANG_MODE", "demo")
    five.prepare()
    folder = warm_up(chosen.bundles)
    before = counts()
    parts = together(run, shares_of(chosen, folder), chosen.processes)
    grown = counts() - before
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"load of the machine over 1, 5 and 15 minutes: {load}")
    if chosen.flat:
        report_course(parts)
    bundles = grown.pop("bundles")
    report(parts, chosen, bundles, grown)
    bare(parts, chosen, bundles, grown)


def warm_up(bundles: int) -> Path:
    """The lists and people, and some first cases; then what autovacuum would do in a minute."""
    from django.conf import settings
    from django.db import connections

    folder = Path(settings.FILES_FOLDER) / "bench" / "catalogue"
    work = Work(bundles, folder)
    work.take(range(bundles, bundles + WARM_UP))
    connections.close_all()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("ANALYZE")
    return folder


def shares_of(chosen, folder: Path) -> list[tuple]:
    """Which bundles each process takes."""
    each = chosen.bundles // chosen.processes
    minutes = chosen.minutes if chosen.flat else None
    return [
        (range(n * each, (n + 1) * each), chosen.batch, minutes, f"{folder}-{n}")
        for n in range(chosen.processes)
    ]


def counts() -> Counter[str]:
    """Rows ever written by table, rows ever changed, the size, and the write-ahead log."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("SELECT pg_stat_force_next_flush()")
        time.sleep(1.5)  # backends that ended tell their counts at once; the server needs a moment
        found: Counter[str] = Counter(dict(owner.execute(
            "SELECT regexp_replace(relname, '_\\d{6}$', ''), sum(n_tup_ins)::bigint"
            " FROM pg_stat_user_tables WHERE relname ~ '^(core|matters|ledger|procrastinate)_'"
            " GROUP BY 1 HAVING sum(n_tup_ins) > 0"
        ).fetchall()))  # fmt: skip
        found["changed"], found["on their page"] = owner.execute(
            "SELECT sum(n_tup_upd)::bigint, sum(n_tup_hot_upd)::bigint FROM pg_stat_user_tables"
        ).fetchone()
        found["bytes"], found["log"] = owner.execute(
            "SELECT pg_database_size(current_database()), pg_current_wal_lsn() - '0/0'::pg_lsn"
        ).fetchone()
        found["bundles"] = owner.execute(
            "SELECT count(*) FROM core_case WHERE kind = 'bundle'"
        ).fetchone()[0]
    return found


NO_ROWS = ("changed", "on their page", "bytes", "log")


def report(parts: Sequence[Part], chosen, bundles: int, grown: Counter[str]) -> None:
    """What it took, by phase and by row."""
    members = sum(part.members for part in parts)
    wall = max(part.seconds for part in parts)
    rows = sum(n for name, n in grown.items() if name not in NO_ROWS)
    client, server = (
        sum(phase[what] for part in parts for phase in part.found.values())
        for what in ("client", "server")
    )
    print(
        f"{members:,} member cases of {bundles:,} bundles ({members / bundles:.2f} a bundle): "
        f"{members / wall:,.0f}/s by the clock, {chosen.processes} processes, "
        f"batches of {chosen.batch} bundles"
    )
    print(
        f"CPU a member: client {client / members * 1e6:,.0f} µs, its backend "
        f"{server / members * 1e6:,.0f} µs; by CPU two cores do "
        f"{2 * members / (client + server):,.0f}/s"
    )
    print(
        f"a bundle: {rows / bundles:,.1f} rows, {grown['changed'] / bundles:,.1f} changes "
        f"({grown['on their page'] / max(1, grown['changed']):.0%} on their page), "
        f"{grown['bytes'] / bundles:,.0f} bytes, {grown['log'] / bundles:,.0f} bytes of log; "
        f"peak memory {max(part.peak_mb for part in parts)} MB a process"
    )
    for name in dict.fromkeys(name for part in parts for name in part.found):
        total: Counter[str] = sum((part.found.get(name, Counter()) for part in parts), Counter())
        each = {what: total[what] / members * 1e6 for what in ("wall", "client", "server")}
        print(
            f"  {name:8} {(total['client'] + total['server']) / (client + server):4.0%} of CPU: "
            f"clock {each['wall']:7.1f}  client {each['client']:7.1f}  "
            f"server {each['server']:7.1f} µs a member"
        )
    by_table = [
        f"{name} {n / bundles:.2f}" for name, n in grown.most_common() if name not in NO_ROWS
    ]
    print("  rows a bundle: " + ", ".join(by_table))


def report_course(parts: Sequence[Part]) -> None:
    """What a case cost at the beginning and at the end, by CPU and by the clock."""
    share = AT_FIRST / len(parts)
    for name, pick in (("at 0.1M cases", True), ("at the end", False)):
        cpu = seconds = members = reached = 0.0
        for part in parts:
            per_case = 1 + 1 / 3.13  # a member and its part of the bundle's own case
            places = [n for n, (m, _, _) in enumerate(part.course) if m * per_case >= share]
            last = places[0] if pick and places else len(part.course) - 1
            first = max(0, last - max(1, len(part.course) // 10)) if not pick else 0
            (m0, c0, s0), (m1, c1, s1) = part.course[first], part.course[last]
            members, cpu, seconds = members + m1 - m0, cpu + c1 - c0, seconds + s1 - s0
            reached += m1 * per_case
        print(
            f"{name} ({reached:,.0f} reached): {cpu / members * 1e6:,.0f} µs of CPU a member, "
            f"{members / (seconds / len(parts)):,.0f} members/s by the clock"
        )


def bare(parts: Sequence[Part], chosen, bundles: int, grown: Counter[str]) -> None:
    """The same rows by COPY alone, as many processes: no rule, no hash, no foreign key."""
    members, sample = sum(part.members for part in parts), min(SAMPLE, bundles)
    tables = [name for name in grown if name not in NO_ROWS]
    shares = [
        ({name: round(grown[name] * sample / bundles / chosen.processes) for name in tables}, n)
        for n in range(chosen.processes)
    ]
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for name in tables:
            owner.execute(f"CREATE TABLE bare_{name} (LIKE {name} INCLUDING ALL)")
    copied = together(copy_bare, shares, chosen.processes)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for name in tables:
            owner.execute(f"DROP TABLE bare_{name}")
    alike = members * sample / bundles
    speed = alike / max(seconds for seconds, _ in copied)
    cpu = sum(used for _, used in copied) / alike
    ours = members / max(part.seconds for part in parts)
    used = sum(c["client"] + c["server"] for part in parts for c in part.found.values()) / members
    print(
        f"bare COPY of the rows of {sample:,} bundles by {chosen.processes} processes: "
        f"{speed:,.0f} member cases/s by the clock, {cpu * 1e6:,.0f} µs of CPU a member; "
        f"ratio by the clock {ours / speed:.2f}, by CPU {cpu / used:.2f}"
    )


def copy_bare(rows: dict[str, int], part: int, begin, answers) -> None:
    """Read a part of the rows, then write them with COPY in one transaction."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        data = {name: _read(owner, name, count, part) for name, count in rows.items()}
        owner.commit()
        begin.wait()
        pid = owner.info.backend_pid
        before = time.perf_counter(), time.process_time() + cpu_of(pid)
        for name, content in data.items():
            with owner.cursor() as cursor, cursor.copy(f"COPY bare_{name} FROM STDIN") as copy:
                copy.write(content)
        owner.commit()
        answers.put(
            (time.perf_counter() - before[0], time.process_time() + cpu_of(pid) - before[1])
        )


def _read(owner: psycopg.Connection, name: str, count: int, part: int) -> bytes:
    rows = f"SELECT * FROM {name} LIMIT {count} OFFSET {count * part}"  # noqa: S608 - our own names
    with owner.cursor() as cursor, cursor.copy(f"COPY ({rows}) TO STDOUT") as copy:
        return b"".join(bytes(block) for block in copy)


if __name__ == "__main__":
    main()
