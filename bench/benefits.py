"""Policies over a million firms: candidate lists with reasons, a trial's first table, one firm.

    python -m bench.benefits [--firms 1000000] [--policies 10] [--listed 100]

Invented firms (source: illustrative) are delivered as CSV through the real check into a database
of its own. Payments and reservations are measured by `bench.payments`.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import duckdb

from bench import cases as base
from bench import facts

PLACE, NAME, REFUND = "430300", "bench_benefits", "job_retention_refund_2022"
AS_OF, ON = date(2022, 3, 31), date(2022, 6, 15)
TRIES = 3
plainly = facts.value
VALUES = {
    "premium_months": "CASE WHEN hash(i, 1) % 10 = 0 THEN '11' ELSE '12' END",
    "insured_at_start": "(20 + i % 980)::VARCHAR",
    "insured_at_end": "(20 + i % 980 - hash(i, 2) % (2 + (i % 980) // 12))::VARCHAR",
    "natural_attrition": "'0'",
}


def value(element) -> str:
    """SQL: an invented value, of which some firms are due something and some are not."""
    return VALUES.get(element.code) or plainly(element)


@dataclass
class Spent:
    """Seconds by the clock and of our processors, a try each."""

    wall: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)

    @contextmanager
    def once(self):
        """One try."""
        begun, used = time.perf_counter(), time.process_time()
        yield
        self.wall.append(time.perf_counter() - begun)
        self.ours.append(time.process_time() - used)

    def told(self, what: str, bare: "Spent | None" = None) -> None:
        """Print the medians, how often a bare reading and writing fits in, and the peak."""
        ratio = f", {median(self.ours) / median(bare.ours):.1f} times bare" if bare else ""
        print(
            f"{what}: median {median(self.wall):.1f} s ({median(self.ours):.1f} s of processors"
            f"{ratio}), first {self.wall[0]:.1f} s ({self.ours[0]:.1f} s), peak {peak():.0f} MB",
            flush=True,
        )


def peak() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Deliver, evaluate, try, match, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--policies", type=int, default=10)
    parser.add_argument("--listed", type=int, default=100)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=base.CHECKOUT / "var") as scratch:
        os.environ["YINGSHANG_FACTS_FOLDER"] = str(Path(scratch) / "facts")
        base.NAME, facts.AS_OF, facts.value = NAME, AS_OF, value
        base.prepare()
        apart(lambda: deliver(chosen.firms, Path(scratch)))
        print(f"peak {peak():.0f} MB before anything is evaluated")
        candidate_lists(chosen.policies, Path(scratch))
        trial()
        one_firm(chosen.listed)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def apart(work: Callable[[], None]) -> None:
    """In a process of its own, so that its memory does not count here."""
    from django.db import connections

    connections.close_all()
    child = get_context("fork").Process(target=work)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(child.exitcode)


def deliver(firms: int, scratch: Path) -> None:
    """Every dataset with one row a firm, and the fund's reserve."""
    from tests.city.benefits.desk import hand_in

    from yingshang.core.facts.dictionary import CREDIT_CODE, dictionary_of
    from yingshang.core.facts.queries import shape_of

    listed = dictionary_of(PLACE).datasets.values()
    codes = [d.code for d in listed if d.key == (CREDIT_CODE,) and d.code != "payee_accounts"]
    with duckdb.connect(config={"memory_limit": "400MB"}) as connection:
        connection.execute(facts.codes(firms))
        for code in codes:
            facts.deliver(connection, shape_of(PLACE, code), scratch)
    hand_in(
        scratch, "fund_reserves", "资金代码,滚存结余（元）,月均支出（元）",
        ["unemployment_insurance,900000000.00,1000000.00"], as_of=date(2021, 12, 31),
    )  # fmt: skip


def candidate_lists(count: int, scratch: Path) -> None:
    """So many policies over everyone, with the rules' reasons; twice, to the same hashes."""
    from yingshang.city.benefits.policies.reading import policies
    from yingshang.city.benefits.population.evaluating import evaluate
    from yingshang.core.facts.models import Snapshot

    chosen = policies(PLACE, ON)[-count:]
    snapshots = list(Snapshot.objects.filter(place=PLACE).select_related("office"))
    hashes, spent, bare = set(), Spent(), Spent()
    for _ in range(TRIES):
        with spent.once():
            found = evaluate(
                chosen, place=PLACE, on=ON, snapshots=snapshots, out=scratch / "out",
                reasons=True, covers_reserve=True,
            ).policies  # fmt: skip
        lists = "".join(one.committed.list_hash for one in found)
        hashes.add(sha256(lists.encode()).hexdigest())
        with bare.once():
            barely([one.file for one in found], scratch)
    bare.told("the same rows read and written by DuckDB alone")
    spent.told(f"{len(chosen)} policies to candidate lists with reasons", bare)
    rows = ", ".join(f"{one.code} {one.committed.rows:,}" for one in found)
    print(f"{found[0].firms:,} firms; due: {rows}; {len(hashes)} different hash(es) of the lists")


def barely(files: Sequence[Path], scratch: Path) -> None:
    """The lists' own rows, read and written again: what cannot be saved."""
    from yingshang.city.benefits.population.evaluating import MEMORY
    from yingshang.city.benefits.population.spooling import copy, quoted

    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        for file in files:
            copy(connection, f"SELECT * FROM read_parquet('{quoted(file)}')", scratch / "bare")  # noqa: S608 - our own file


def trial() -> None:
    """Another rate for the refund: both variants, to the first table."""
    from yingshang.city.benefits.laboratory.noting import Trial, try_change
    from yingshang.core.ledger.acts import Actor

    spent, table = Spent(), Spent()
    for n in range(TRIES):
        begun, used = time.perf_counter(), time.process_time()

        def first(_: object, begun: float = begun, used: float = used) -> None:
            table.wall.append(time.perf_counter() - begun)
            table.ours.append(time.process_time() - used)

        with spent.once():
            found = try_change(
                PLACE, Trial(REFUND, ON, {"本地返还比例": f"0.{n + 6}"}),
                actor=Actor.system("bench"), at=facts.AT, first=first,
            ).compared  # fmt: skip
    table.told("a trial to its first table")
    spent.told("a trial to all its tables")
    if found.total.gainers or found.total.losers == 0:
        raise SystemExit(f"a lower rate cannot make {found.total.gainers:,} firms gain")
    print(f"{found.firms:,} firms, {found.total.losers:,} lose, {found.total.gainers:,} gain")


def one_firm(listed: int) -> None:
    """One firm under so many policies: the service, its page, and the page through HTTP."""
    from bench import benefit_page

    benefit_page.lists(listed)
    made = benefit_page.owners()
    benefit_page.in_process(made)
    benefit_page.over_http(made)


if __name__ == "__main__":
    main()
