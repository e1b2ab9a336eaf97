"""The columns run by DuckDB in this process; Parquet is read and written in streams."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import ibis

from yingshang.rules.backends.columns import Columns
from yingshang.rules.populations.errors import EngineFailed

if TYPE_CHECKING:
    from yingshang.rules.populations.facts import Facts
    from yingshang.rules.populations.running import Progress

SECONDS = 0.2
"""Between two looks at the progress."""


def write_with_duckdb(facts: "Facts", columns: Columns, out: Path, progress: "Progress") -> None:
    """Write the facts and the decision's columns. *Errors*: `EngineFailed`."""
    query = ibis.to_sql(columns.table, dialect="duckdb")
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = true")
        connection.read_parquet(str(facts.path)).create_view("facts")
        copy = f"COPY ({query}) TO '{_quoted(out)}' (FORMAT parquet, COMPRESSION zstd)"
        try:
            _watched(connection, copy, progress)
        except duckdb.Error as error:
            why = " ".join(str(error).split())[:300]
            raise EngineFailed(engine="DuckDB", why=why) from None


def _watched(connection: duckdb.DuckDBPyConnection, query: str, progress: "Progress") -> None:
    """Run the query in a thread of its own, and say meanwhile how far it is."""
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(connection.execute, query)
        while not wait([running], timeout=SECONDS).done:
            progress(min(max(connection.query_progress() / 100, 0.0), 1.0))
        running.result()
    progress(1.0)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
