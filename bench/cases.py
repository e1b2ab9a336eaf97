"""Five-step cases through `open_cases` and `advance`: cases a second, on a durable database.

    python -m bench.cases [--cases 100000] [--batch 5000] [--processes 2]

Each case is opened, accepted, claimed, handled and granted by officers: five acts, five ledger
entries, two promises started and met. The database is made anew on the embedded cluster of
`bench/` and runs with production settings (fsync on).
"""

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg import sql

CHECKOUT = Path(__file__).resolve().parents[1]
NAME = "bench_cases"
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
STEPS = ("accept", "claim", "handle", "grant")


def prepare() -> None:
    """A fresh, migrated database with the lists of Xiangtan."""
    from tests.server import drop

    from yingshang.config.postgres import Cluster

    cluster = Cluster.for_checkout(CHECKOUT / "var" / "bench")
    cluster.start()
    with psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
        drop(NAME, server=cluster.url("owner"))
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    os.environ["DATABASE_URL"] = cluster.url("app", NAME)
    os.environ["DATABASE_OWNER_URL"] = cluster.url("owner", NAME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yingshang.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0)
    from yingshang.core.catalogue.services import load_place

    load_place("xiangtan")


def template() -> tuple[object, dict[str, object]]:
    """One opening to copy, and who takes which step."""
    from tests.cast import Cast
    from tests.core.cases.factory import opening

    cast = Cast()
    who = dict.fromkeys(STEPS, cast.approver) | {"accept": cast.clerk}
    return opening(cast, at=START), {step: user.pk for step, user in who.items()}


def run(count: int, batch: int, row: object, who: dict[str, object]) -> dict[str, float]:
    """Take `count` cases through their life, `batch` at a time; seconds by operation."""
    import django

    django.setup()
    from yingshang.config.memory import tune_collector

    tune_collector()
    from yingshang.core.cases.advancing import advance
    from yingshang.core.cases.opening import open_cases
    from yingshang.core.cases.types import Move
    from yingshang.core.ids import new_id
    from yingshang.core.ledger.acts import Actor

    seconds: dict[str, float] = {}
    for first in range(0, count, batch):
        openings = [replace(row, case_id=new_id()) for _ in range(min(batch, count - first))]
        begun = time.perf_counter()
        open_cases(openings)
        seconds["open"] = seconds.get("open", 0) + time.perf_counter() - begun
        for number, step in enumerate(STEPS, start=1):
            actor, at = Actor.user(who[step]), START + timedelta(minutes=number)
            moves = [Move(o.case_id, step, actor, at) for o in openings]
            begun = time.perf_counter()
            moved = advance(moves).moved
            seconds[step] = seconds.get(step, 0) + time.perf_counter() - begun
            assert len(moved) == len(openings)
    return seconds


def main() -> None:
    """Prepare, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=5_000)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    prepare()
    row, who = template()
    from django.db import connections

    connections.close_all()
    share = chosen.cases // chosen.processes
    begun = time.perf_counter()
    with ProcessPoolExecutor(chosen.processes) as pool:
        jobs = [pool.submit(run, share, chosen.batch, row, who) for _ in range(chosen.processes)]
        parts = [job.result() for job in jobs]
    wall = time.perf_counter() - begun
    done = share * chosen.processes
    print(
        f"{done} five-step cases in {wall:.1f} s: {done / wall:,.0f} cases/s "
        f"({chosen.processes} processes, batches of {chosen.batch})"
    )
    for step in parts[0]:
        each = sum(part[step] for part in parts) / done * 1e6
        print(f"  {step:8} {each:6.1f} µs a case and process")


if __name__ == "__main__":
    main()
