"""Ours and SQL by hand over one file of firms, in turns, in a process of its own.

    python -m bench.rules.populations FIRMS.parquet REPEAT

Prints JSON: seconds, processor seconds (of both threads), totals, and the peak memory. With `ours`
as a third word only the model runs, so that the peak is its own.
"""

import json
import resource
import statistics
import sys
import time

import duckdb
import ibis
import pyarrow.parquet as pq

from bench.rules_columns import BY_HAND, MODEL
from yingshang.rules.backends.columns import to_columns
from yingshang.rules.lowering import load

DECISION = "返还金额"
MEMORY = "400MB"


def connected(path: str) -> duckdb.DuckDBPyConnection:
    """DuckDB on two threads, with the file as the view `firms`."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = 2; SET memory_limit = '{MEMORY}'")
    connection.read_parquet(path).create_view("firms")
    return connection


def compiled(path: str) -> tuple[str, float]:
    """The query of our total, and the seconds of reading and compiling the model."""
    start = time.perf_counter()
    schema = ibis.Schema.from_pyarrow(pq.read_schema(path))
    columns = to_columns(load(MODEL), DECISION, table=ibis.table(schema, name="firms"))
    query = ibis.to_sql(columns.value.sum(), dialect="duckdb")
    return query, time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    path, repeat, which = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    query, compiling = compiled(path)
    connection = connected(path)
    queries = {"ours": query, "by hand": BY_HAND}
    asked = {name: text for name, text in queries.items() if name in (which or queries)}
    times: dict[str, list[float]] = {name: [] for name in asked}
    worked: dict[str, list[float]] = {name: [] for name in asked}
    totals = {}
    for turn in range(repeat + (repeat > 1)):
        for name, text in asked.items():
            start, before = time.perf_counter(), time.process_time()
            row = connection.execute(text).fetchone()
            seconds, spent = time.perf_counter() - start, time.process_time() - before
            totals[name] = str(row[0]) if row else ""
            if turn or repeat == 1:
                times[name].append(seconds)
                worked[name].append(spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    medians = {name: statistics.median(found) for name, found in times.items()}
    cpu = {name: statistics.median(found) for name, found in worked.items()}
    result = {
        "seconds": medians,
        "cpu": cpu,
        "totals": totals,
        "compiling": compiling,
        "peak_mb": peak,
    }
    print(json.dumps({**result, "versions": {"duckdb": duckdb.__version__}}))


if __name__ == "__main__":
    main()
