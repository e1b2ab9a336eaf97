"""The elements of all policies, a row a firm by credit code, in files beside the results.

They are read once a policy, so they are joined once; the files go when the work is done.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.errors import EvaluationFailed, FirmsMultiplied
from yingshang.city.benefits.population.freezing import elements_of
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.population import Population, in_parts

FACTS = "everyone"
Joining = Future[None]


@contextmanager
def spooled(
    connection: duckdb.DuckDBPyConnection,
    pool: ThreadPoolExecutor,
    listed: Sequence[Listed],
    place: str,
    snapshots: Sequence[Snapshot],
    out: Path,
) -> Iterator[Joining]:
    """The view `everyone`, first over the snapshots; over the files once `Joining` is done.

    Meanwhile its columns are known, and rules can be compiled for them.
    """
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".everyone-", dir=out) as folder:
        parts = list(in_parts(connection, place, elements_of(listed), snapshots=snapshots))
        connection.execute(f"CREATE OR REPLACE VIEW {FACTS} AS {parts[0].query}")
        joining = pool.submit(_join, connection.cursor(), parts, Path(folder))
        try:
            yield joining
        finally:
            wait([joining])
            connection.execute(f"DROP VIEW IF EXISTS {FACTS}")


def copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """The rows of a query as a Parquet file.

    Codes and names are all different: looking for a dictionary of them takes a third more.
    """
    form = "FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 1000"
    connection.execute(f"COPY ({query}) TO '{quoted(path)}' ({form})")


def quoted(path: Path) -> str:
    """The path between the quotes of SQL."""
    return str(path).replace("'", "''")


def _join(connection: duckdb.DuckDBPyConnection, parts: Sequence[Population], folder: Path) -> None:
    paths = [folder / f"{number}.parquet" for number in range(len(parts))]
    for part, path in zip(parts, paths, strict=True):
        order = "" if part.is_in_order else " ORDER BY credit_code"
        copy(connection, part.query + order, path)
    files = ", ".join(f"'{quoted(path)}'" for path in paths)
    connection.execute(f"CREATE OR REPLACE VIEW {FACTS} AS FROM read_parquet([{files}])")
    _refuse_disorder(connection)


def _refuse_disorder(connection: duckdb.DuckDBPyConnection) -> None:
    """Rows stand by credit code, so that a firm's second row follows its first."""
    ((twice, less),) = connection.execute(
        "SELECT count(*) FILTER (credit_code = before OR credit_code IS NULL),"  # noqa: S608 - our own view
        " count(*) FILTER (credit_code < before)"
        f" FROM (SELECT credit_code, lag(credit_code) OVER () AS before FROM {FACTS})"
    ).fetchall()
    if twice:
        raise FirmsMultiplied(count=twice)
    if less:
        raise EvaluationFailed(why=f"{less} rows are not in the order of their credit codes")
