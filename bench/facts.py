"""Facts at a city's size: deliveries of a million rows, one firm's read, the whole population.

    python -m bench.facts [--rows 1000000] [--datasets 5]

Invented rows of every dataset that has one row a firm are delivered as CSV through the real
service, into a database of its own on the embedded cluster of `bench/` and a folder that is thrown
away. Then single firms are read (all elements of all datasets, as a match of policies does), their
reading is recorded, and the population is joined and counted.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles

import duckdb

from bench import cases as base

NAME, PLACE = "bench_facts", "430300"
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
AS_OF = date(2026, 10, 31)
READS = 200


def codes(rows: int) -> str:
    """SQL: so many credit codes with their check digits, in the table `firms`."""
    from yingshang.core.facts.checking import LETTERS, WEIGHTS

    body = "printf('91430300%09d', i * 7)"
    total = " + ".join(
        f"{weight} * (instr('{LETTERS}', substr(body, {n}, 1)) - 1)"
        for n, weight in enumerate(WEIGHTS, start=1)
    )
    check = f"substr('{LETTERS}', (31 - ({total}) % 31) % 31 + 1, 1)"
    return (
        f"CREATE TABLE firms AS SELECT i, body || {check} AS code"  # noqa: S608 - numbers
        f" FROM (SELECT i, {body} AS body FROM range({rows}) t(i))"
    )


def value(element) -> str:
    """SQL: an invented value of the element for firm `i`."""
    low = element.minimum or 0
    room = max(int((element.maximum or low + 1000) - low), 1)
    match element.type:
        case "integer":
            return f"({low} + i % {min(room, 1000)})::BIGINT::VARCHAR"
        case "money" | "decimal":
            return f"printf('%d.%02d', {low} + i % {min(room, 100_000)}, i % 100)"
        case "date":
            return "(DATE '2015-01-01' + (i % 2000)::INTEGER)::VARCHAR"
        case "boolean":
            return "CASE WHEN i % 50 = 0 THEN '是' ELSE '否' END"
        case "credit_code":
            return "code"
        case "choice":
            words = ", ".join(f"'{word}'" for word in element.choices)
            return f"[{words}][1 + i % {len(element.choices)}]"
        case _:
            return "'示例' || i"


def deliver(connection, shape, folder: Path) -> None:
    """One dataset, written as a department would and taken in; prints what it cost."""
    from yingshang.core.facts import services
    from yingshang.core.facts.types import Delivery
    from yingshang.core.ledger.acts import Actor

    path = folder / f"{shape.dataset.code}.csv"
    columns = ", ".join(f'{value(e)} AS "{column.heading}"' for column, e in shape.columns)
    connection.execute(f"COPY (SELECT {columns} FROM firms) TO '{path}' (HEADER)")  # noqa: S608 - codes and numbers
    delivery = Delivery(path, PLACE, shape.dataset.code, AS_OF)
    begun, used = time.perf_counter(), time.process_time()
    snapshot, _ = services.deliver(delivery, actor=Actor.system("bench"), at=AT)
    spent, used = time.perf_counter() - begun, time.process_time() - used
    print(
        f"delivered {shape.dataset.code}: {snapshot.rows:,} rows of {len(shape.columns)} columns,"
        f" {path.stat().st_size / 1e6:.0f} MB, in {spent:.1f} s ({used:.1f} s of processors)"
    )
    path.unlink()


def timed(name: str, times: int, act: Callable[[int], object]) -> None:
    """Median and 95th percentile of single acts, in milliseconds."""
    act(0)
    walls, used = [], time.process_time()
    for n in range(times):
        begun = time.perf_counter()
        act(n)
        walls.append((time.perf_counter() - begun) * 1000)
    used = (time.process_time() - used) * 1000 / times
    p95 = quantiles(walls, n=20)[-1]
    print(f"{name}: p50 {median(walls):.1f} ms, p95 {p95:.1f} ms, {used:.1f} ms of our processor")


def main() -> None:
    """Deliver, read one, read all, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--datasets", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=base.CHECKOUT / "var") as scratch:
        os.environ["YINGSHANG_FACTS_FOLDER"] = str(Path(scratch) / "facts")
        base.NAME = NAME
        base.prepare()
        measure(chosen.rows, chosen.datasets, Path(scratch))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; peak {peak:.0f} MB")


def measure(rows: int, most: int, scratch: Path) -> None:
    """Everything, on the database that stands."""
    from yingshang.core.facts.consulting import Purpose, consult
    from yingshang.core.facts.dictionary import CREDIT_CODE, dictionary_of
    from yingshang.core.facts.population import freeze
    from yingshang.core.facts.queries import given, shape_of
    from yingshang.core.ledger.acts import Actor

    listed = dictionary_of(PLACE).datasets.values()
    by_firm = [dataset for dataset in listed if dataset.key == (CREDIT_CODE,)]
    shapes = [shape_of(PLACE, dataset.code) for dataset in by_firm[:most]]
    with duckdb.connect(config={"memory_limit": "800MB"}) as connection:
        connection.execute(codes(rows))
        for shape in shapes:
            deliver(connection, shape, scratch)
        firms = connection.execute(
            f"SELECT code FROM firms USING SAMPLE {READS} (reservoir, 7)"  # noqa: S608 - a number
        ).fetchall()
    elements = sorted({code for shape in shapes for code in shape.dataset.codes})
    actor, purpose = Actor.system("bench"), Purpose("核对惠企政策")
    label = f"{len(elements)} elements of {len(shapes)} datasets of {rows:,} rows"
    timed(f"one firm, {label}", READS, lambda n: given(PLACE, firms[n][0], elements, on=AS_OF))
    timed("the same, recorded", READS, lambda n: consult(
        PLACE, firms[n][0], elements, on=AS_OF, purpose=purpose, actor=actor, at=AT
    ))  # fmt: skip
    with duckdb.connect(config={"memory_limit": "800MB"}) as connection:
        begun, used = time.perf_counter(), time.process_time()
        freeze(connection, PLACE, elements, on=AS_OF)
        connection.execute("CREATE TABLE held AS FROM population")
        (count,) = connection.execute("SELECT count(*) FROM held").fetchone()
        (different,) = connection.execute(
            f"SELECT count(DISTINCT {CREDIT_CODE}) FROM held"  # noqa: S608 - a constant
        ).fetchone()
        spent, used = time.perf_counter() - begun, time.process_time() - used
    print(f"all firms into one table: {count:,} rows, {different:,} firms, {spent:.1f} s"
          f" ({used:.1f} s of processors)")  # fmt: skip


if __name__ == "__main__":
    main()
