"""The same candidate lists on Spark: every policy's list hash beside DuckDB's.

    python -m bench.spark [--firms 1000000]

Java 17 is needed; PySpark is installed into `var/spark` when it is not there. Invented firms
(source: illustrative) are delivered as for `bench.benefits`. The queries are the platform's own,
written for Spark by the same compiler; Spark runs in its own process on two local threads and gets
nothing but the joined facts and the queries. Exits with 1 where a hash differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bench import benefits, facts
from bench import cases as base

HOME = base.CHECKOUT / "var" / "spark"
PYSPARK = "pyspark>=4.0,<4.1"
SCRIPT = Path(__file__).parent / "peers" / "in_spark.py"


def main() -> None:
    """Deliver, decide twice, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--firms", type=int, default=1_000_000)
    chosen = parser.parse_args()
    python = ready()
    with tempfile.TemporaryDirectory(dir=base.CHECKOUT / "var") as folder:
        scratch = Path(folder)
        os.environ["YINGSHANG_FACTS_FOLDER"] = str(scratch / "facts")
        base.NAME, facts.AS_OF, facts.value = "bench_spark", benefits.AS_OF, benefits.value
        base.prepare()
        benefits.apart(lambda: benefits.deliver(chosen.firms, scratch))
        differing = compare(scratch, python)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    raise SystemExit(1 if differing else 0)


def ready() -> Path:
    """The Python of Spark's own environment; made when it is missing."""
    python = HOME / "bin" / "python"
    if not python.exists():
        print("making var/spark …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)  # noqa: S603 - our own
        subprocess.run([str(python), "-m", "pip", "install", "-q", PYSPARK], check=True)  # noqa: S603 - as above
    return python


def compare(scratch: Path, python: Path) -> list[str]:
    """Decide all policies on both engines; the codes of those whose lists differ."""
    from yingshang.city.benefits.policies.reading import policies
    from yingshang.city.benefits.population.evaluating import evaluate
    from yingshang.core.facts.models import Snapshot

    chosen = policies(benefits.PLACE, benefits.ON)
    snapshots = list(Snapshot.objects.filter(place=benefits.PLACE).select_related("office"))
    begun = time.perf_counter()
    ours = {
        one.code: one.committed
        for one in evaluate(
            chosen, place=benefits.PLACE, on=benefits.ON, snapshots=snapshots, out=scratch / "out",
            covers_reserve=True,
        ).policies
    }  # fmt: skip
    print(f"DuckDB, {len(ours)} policies: {time.perf_counter() - begun:.1f} s", flush=True)
    everyone, queries = scratch / "everyone.parquet", scratch / "queries.json"
    queries.write_text(json.dumps(write(chosen, snapshots, everyone)), encoding="utf-8")
    differing = []
    for found in by_spark(python, everyone, queries):
        mine = ours[found["policy"]]
        if "refused" in found:
            print(f"{found['policy']}: refused by Spark: {found['refused']}")
            continue
        is_same = (found["rows"], found["hash"]) == (mine.rows, mine.list_hash)
        differing += [] if is_same else [found["policy"]]
        print(
            f"{found['policy']}: {found['rows']:,} firms, {found['hash'][:16]}"
            f" {'the same' if is_same else 'DIFFERS from ' + mine.list_hash[:16]},"
            f" {found['seconds']:.1f} s",
            flush=True,
        )
    return differing


def write(chosen: Sequence, snapshots: Sequence, everyone: Path) -> dict[str, dict[str, str]]:
    """The joined facts as one file, and for each policy its queries in Spark's words."""
    from yingshang.city.benefits.population.committing import CANONICAL
    from yingshang.city.benefits.population.evaluating import query_of
    from yingshang.city.benefits.population.freezing import elements_of
    from yingshang.core.facts.population import reopen
    from yingshang.rules.backends.columns import NotOnThisEngine

    lines = CANONICAL.replace("VARCHAR", "STRING").replace("chr(", "char(")
    found = {}
    with duckdb.connect(config={"memory_limit": "600MB"}) as engine:
        reopen(engine, benefits.PLACE, elements_of(chosen), snapshots=snapshots)
        engine.execute(f"COPY (FROM population) TO '{everyone}' (FORMAT parquet)")
        engine.execute(f"CREATE TEMP VIEW everyone AS FROM read_parquet('{everyone}')")
        for one in chosen:
            try:
                query = query_of(
                    engine, one, on=benefits.ON, covers_reserve=True, dialect="pyspark"
                )
            except NotOnThisEngine as error:
                print(f"{one.code}: not on Spark: {error.text('en')}")
                continue
            found[one.code] = {
                "query": query,
                "lines": f"SELECT {lines} FROM (SELECT credit_code,"  # noqa: S608 - our own columns
                " coalesce(amount_fen, 0) AS amount_fen, exclusion FROM decided WHERE eligible)"
                " ORDER BY credit_code",
            }
    return found


def by_spark(python: Path, everyone: Path, queries: Path):
    """What Spark says of each policy."""
    command = [str(python), str(SCRIPT), str(everyone), str(queries)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own script
        yield from (json.loads(line) for line in running.stdout if line.startswith("{"))
    if running.returncode:
        raise SystemExit(f"Spark ended with {running.returncode}")


if __name__ == "__main__":
    main()
