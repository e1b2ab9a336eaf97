"""Bundles through the real services: member cases a second, full ledger, on a durable database.

    python -m bench.matters [--bundles 20000] [--batch 2000] [--processes 2] [--sizes 100000,...]

Each bundle is handed in, its members are accepted, handled and granted by officers, delivered by
the clock; with papers, results, notices and promises. Beside it, in the same run, a bare COPY of
the same rows into tables with the same indexes. Generated lists (source: simulated). The database
is made anew on the embedded cluster of `bench/` and runs with production settings (fsync on).
"""

import argparse
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg

from bench.cases import prepare

SEED = 20220101
MATTERS = 200
STEPS = ("accept", "handle", "review", "grant")
MEASURED = (
    "core_case", "core_commitment", "core_notice", "core_delivery", "ledger_entry",
    "ledger_content", "matters_application", "matters_dependency", "matters_paper",
    "matters_licence",
)  # fmt: skip


def town_of(bundles: int, folder: Path):
    """The lists, people and officers of a city of that many bundles."""
    from yingshang.simulation.city.plan import BUNDLE_CASES, CityPlan
    from yingshang.simulation.city.town import ensure_town

    plan = CityPlan(scale=bundles / BUNDLE_CASES, seed=SEED, matters=MATTERS)
    return ensure_town(plan, folder=folder)


@contextmanager
def measured(name: str, found: dict[str, Counter[str]]) -> Iterator[None]:
    """Wall, this process's CPU, and its database backend's CPU, in seconds."""
    from django.db import connection

    pid = connection.connection.info.backend_pid if connection.connection else None
    before = (time.perf_counter(), time.process_time(), _cpu(pid))
    yield
    after = (time.perf_counter(), time.process_time(), _cpu(pid))
    for what, a, b in zip(("wall", "client", "server"), before, after, strict=True):
        found.setdefault(name, Counter())[what] += b - a


def _cpu(pid: int | None) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


Part = tuple[dict[str, Counter[str]], int, int]
"""Seconds by phase and kind, members, and megabytes at the peak."""


def run(first: int, count: int, batch: int, folder: str) -> Part:
    """Take bundles from number `first` on through their life; seconds by phase, and members."""
    import django

    django.setup()
    from django.db import connection, transaction

    from yingshang.city.matters.applications.handing_in import hand_in
    from yingshang.city.matters.desk import take_all
    from yingshang.city.matters.standing import members_of
    from yingshang.config.memory import tune_collector
    from yingshang.simulation.city.arrivals import Arrival
    from yingshang.simulation.city.hours import start_of
    from yingshang.simulation.city.plan import FIRST_DAY
    from yingshang.simulation.city.running import Simulation

    town = town_of(count, Path(folder))
    simulation = Simulation(town)
    tune_collector()
    found: dict[str, Counter[str]] = {}
    members = 0
    begin = start_of(FIRST_DAY) + timedelta(days=4, hours=10)
    connection.ensure_connection()
    for start in range(first, first + count, batch):
        coming = [Arrival(n, begin) for n in range(start, min(start + batch, first + count))]
        rows = [simulation.application(one)._replace(delivery="electronic") for one in coming]
        with measured("hand_in", found):
            handed = hand_in(town.place, rows)
        groups = members_of([row.bundle_id for row in handed])
        members += sum(map(len, groups.values()))
        at = begin
        for _wave in range(3):
            for step in STEPS:
                at += timedelta(minutes=30)
                acts = _acts(town, simulation, step, groups, at)
                if not acts:
                    continue
                with measured(step, found), transaction.atomic():
                    outcome = take_all(acts, all_or_nothing=False)
                assert not outcome.refused, outcome.refused[0]
            groups = members_of([row.bundle_id for row in handed])
            if all(m.closed_at for group in groups.values() for m in group):
                break
        else:
            raise AssertionError("some member did not end")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found, members, peak


def _acts(town, simulation, step: str, groups, at) -> list:
    """The step for every member that is to take it now."""
    from yingshang.city.matters.desk import DeskAct, DeskStep
    from yingshang.city.matters.standing import members_of

    sources = {"accept": "received", "handle": "accepted", "review": "handled"}
    now = members_of(groups)
    acts = []
    for group in now.values():
        for m in group:
            matter = town.matters[m.item_id]
            stages = [stage.stage for stage in matter.stages]
            wanted = sources.get(step) or ("reviewed" if "review" in stages else "handled")
            if m.state != wanted or (step == "review" and "review" not in stages):
                continue
            if step == "accept":
                who = town.staff.clerks[m.item_id.int % len(town.staff.clerks)]
            else:
                office = simulation.office_id(m.item_id)
                who = town.staff.officers[office][0]
            acts.append(DeskAct(DeskStep(m.id, step), who, at))
    return acts


def main() -> None:
    """Prepare, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bundles", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    os.environ.setdefault("YINGSHANG_MODE", "demo")
    prepare()
    from django.conf import settings
    from django.db import connections

    folder = Path(settings.FILES_FOLDER) / "bench" / "catalogue"
    town_of(chosen.bundles, folder)
    before = _counts()
    connections.close_all()
    share = chosen.bundles // chosen.processes
    begun = time.perf_counter()
    with ProcessPoolExecutor(chosen.processes) as pool:
        jobs = [
            pool.submit(run, n * share, share, chosen.batch, str(folder) + f"-{n}")
            for n in range(chosen.processes)
        ]
        parts = [job.result() for job in jobs]
    wall = time.perf_counter() - begun
    report(parts, wall, chosen, before, _counts())
    members = sum(part[1] for part in parts)
    copied, client, server = bare_copy()
    ours = sum(c["client"] + c["server"] for part in parts for c in part[0].values())
    print(
        f"bare COPY of the same rows: {members / copied:,.0f} member cases/s wall in one process, "
        f"CPU {(client + server) / members * 1e6:,.0f} µs a member; "
        f"ratio of CPU {(client + server) / ours:.2f}"
    )


def bare_copy() -> tuple[float, float, float]:
    """The same rows by COPY alone into tables with the same indexes: wall, client, server seconds.

    One process and one transaction; no rule, no hash, no foreign key.
    """
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        data = {}
        for table in MEASURED:
            with (
                owner.cursor() as cursor,
                cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy,  # noqa: S608 - our own names
            ):
                data[table] = b"".join(bytes(block) for block in copy)
            owner.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
        owner.commit()
        pid = owner.info.backend_pid
        before = (time.perf_counter(), time.process_time(), _cpu(pid))
        for table, rows in data.items():
            with owner.cursor() as cursor, cursor.copy(f"COPY bare_{table} FROM STDIN") as copy:
                copy.write(rows)
        owner.commit()
        after = (time.perf_counter(), time.process_time(), _cpu(pid))
        for table in data:
            owner.execute(f"DROP TABLE bare_{table}")
    wall, client, server = (b - a for a, b in zip(before, after, strict=True))
    return wall, client, server


def _counts() -> Counter[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        counts: Counter[str] = Counter()
        for table in MEASURED:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            counts[table] = cursor.fetchone()[0]
        cursor.execute("SELECT pg_database_size(current_database())")
        counts["bytes"] = cursor.fetchone()[0]
    return counts


def report(parts: Sequence[Part], wall: float, chosen, before, after) -> None:
    """What it took, by phase and by row."""
    members = sum(part[1] for part in parts)
    grown = {name: after[name] - before[name] for name in after}
    rows = sum(n for name, n in grown.items() if name != "bytes")
    bundles = chosen.bundles // chosen.processes * chosen.processes
    client = sum(c["client"] for part in parts for c in part[0].values())
    server = sum(c["server"] for part in parts for c in part[0].values())
    busy = client + server
    print(
        f"{members:,} member cases of {bundles:,} bundles ({members / bundles:.2f} a bundle): "
        f"{members / wall:,.0f}/s wall incl. start-up, {chosen.processes} processes, "
        f"batches of {chosen.batch} bundles"
    )
    print(
        f"CPU a member: client {client / members * 1e6:,.0f} µs, its backend "
        f"{server / members * 1e6:,.0f} µs; two free cores would do {2 * members / busy:,.0f}/s"
    )
    print(
        f"{rows / bundles:,.1f} rows and {grown['bytes'] / bundles:,.0f} bytes a bundle; "
        f"peak memory {max(part[2] for part in parts)} MB a process"
    )
    for name in sorted({name for part in parts for name in part[0]}):
        total: Counter[str] = sum((part[0].get(name, Counter()) for part in parts), Counter())
        print(
            f"  {name:8} wall {total['wall'] / members * 1e6:7.1f}  client "
            f"{total['client'] / members * 1e6:7.1f}  server {total['server'] / members * 1e6:7.1f}"
            " µs a member"
        )
    by_table = [f"{name} {n / bundles:.1f}" for name, n in grown.items() if name != "bytes"]
    print("  rows a bundle: " + ", ".join(by_table))


if __name__ == "__main__":
    main()
