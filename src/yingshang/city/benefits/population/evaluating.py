"""Policies evaluated over everyone: Parquet snapshots in, one Parquet file a policy out.

The elements of all policies are joined once, a row a firm, by credit code; each policy then reads
its own columns as a stream. Memory is bounded; what is half written is never seen.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import ibis

from yingshang.city.benefits.policies.deciding import columns
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.committing import Commitment, committed
from yingshang.city.benefits.population.errors import EvaluationFailed
from yingshang.city.benefits.population.freezing import NAME, elements_of
from yingshang.city.benefits.population.spooling import FACTS, copy, quoted, spooled
from yingshang.core.facts.models import Snapshot
from yingshang.rules.populations.whole import replacing

MEMORY = "600MB"
SIZES = "size_class"
AT_ONCE = 2
"""So many policies are worked out side by side: where one is hashed, another is computed."""
MOST_QUERIES = 200
_queries: dict[tuple[object, ...], str] = {}
"""A rule compiled for a day and a shape of facts; rules and rows never change under their hash."""
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class EvaluatedPolicy:
    """What one policy says of everyone.

    *Shapes*: the file has a row a firm, by credit code: credit_code, name, size, eligible, verdict,
    amount_fen, channel, exclusion (the element of the first credit list that names the firm), and
    the rule's columns of reasons when they were asked for.
    `committed` is of the eligible, whether a credit list excludes them or not.
    """

    code: str
    file: Path
    firms: int
    model_hash: str
    committed: Commitment


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All policies of one evaluation, in the order they were given."""

    policies: tuple[EvaluatedPolicy, ...]


def evaluate(
    listed: Sequence[Listed],
    *,
    place: str,
    on: date,
    snapshots: Sequence[Snapshot],
    out: Path,
    reasons: bool = False,
    rooted: bool = False,
    covers_reserve: bool | None = None,
    connection: duckdb.DuckDBPyConnection | None = None,
    progress: Progress | None = None,
) -> Evaluated:
    """Write `out/<policy>.parquet` for each policy; the same inputs give the same rows and hashes.

    `reasons` adds the rule's own columns, `rooted` the Merkle root of the eligible.

    Errors: `NoSuchElement`, `SnapshotDamaged`, `FirmsMultiplied`, `NotCompilable`,
    `EvaluationFailed`.
    """
    hear = progress or _unheard
    with (
        _engine(connection) as engine,
        ThreadPoolExecutor(AT_ONCE) as pool,
        spooled(engine, pool, listed, place, snapshots, out) as joining,
    ):
        queries = [
            query_of(engine, policy, on=on, reasons=reasons, covers_reserve=covers_reserve)
            for policy in listed
        ]
        joining.result()
        hear(1 / (len(listed) + 1))
        jobs = [
            pool.submit(_one, engine.cursor(), policy, query, out, rooted=rooted)
            for policy, query in zip(listed, queries, strict=True)
        ]
        return Evaluated(tuple(_heard(jobs, hear)))


def _heard(jobs: Sequence[Future[EvaluatedPolicy]], hear: Progress) -> Iterator[EvaluatedPolicy]:
    """What each comes to, in order; when one fails, those that have not begun are not begun."""
    try:
        for number, job in enumerate(jobs, 1):
            yield job.result()
            hear((number + 1) / (len(jobs) + 1))
    finally:
        for job in jobs:
            job.cancel()
        wait(jobs)


@contextmanager
def _engine(given: duckdb.DuckDBPyConnection | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with bounded memory; its own words about a failure become one sentence."""
    connection = given or duckdb.connect()
    try:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET preserve_insertion_order = true")
        yield connection
    except duckdb.Error as error:
        raise EvaluationFailed(why=" ".join(str(error).split())[:300]) from None
    finally:
        if given is None:
            connection.close()


def _one(
    connection: duckdb.DuckDBPyConnection, listed: Listed, query: str, out: Path, *, rooted: bool
) -> EvaluatedPolicy:
    path = out / f"{listed.code}.parquet"
    with replacing(path) as part:
        copy(connection, query, part)
    firms = connection.execute(f"SELECT count(*) FROM read_parquet('{quoted(path)}')").fetchall()  # noqa: S608 - our own file
    kept = committed(connection, candidates_in(path), rooted=rooted)
    return EvaluatedPolicy(listed.code, path, firms[0][0], listed.rule.hash, kept)


def query_of(
    connection: duckdb.DuckDBPyConnection,
    listed: Listed,
    *,
    on: date,
    reasons: bool = False,
    covers_reserve: bool | None = None,
    dialect: str = "duckdb",
) -> str:
    """The SQL over the relation `everyone`, whose columns are elements; see `EvaluatedPolicy`."""
    schema = _schema(connection)
    key = (listed.item.pk, listed.rule.hash, on, reasons, covers_reserve, dialect, schema)
    if key not in _queries:
        if len(_queries) >= MOST_QUERIES:
            _queries.clear()
        _queries[key] = _compiled(listed, schema, on, reasons, covers_reserve, dialect)
    return _queries[key]


def _compiled(
    listed: Listed,
    schema: ibis.Schema,
    on: date,
    reasons: bool,
    covers_reserve: bool | None,
    dialect: str,
) -> str:
    table = ibis.table(schema, name=FACTS)
    lists = [exclusion.element for exclusion in listed.model.exclusions]
    size = next((name for name in elements_of([listed]) if name.endswith(SIZES)), None)
    keep = dict.fromkeys(["credit_code", NAME, *([size] if size else []), *lists])
    table = table.mutate(**{f"kept_{name}": table[name] for name in keep if name != "credit_code"})
    kept = ("credit_code", *(f"kept_{name}" for name in keep if name != "credit_code"))
    found = columns(listed, table, on=on, covers_reserve=covers_reserve, reasons=reasons, keep=kept)
    null = ibis.null("string")
    excluded = [(found[f"kept_{name}"].fill_null(False), ibis.literal(name)) for name in lists]
    plain = found.select(
        credit_code=found["credit_code"],
        name=found[f"kept_{NAME}"],
        size=found[f"kept_{size}"] if size else null,
        eligible=found["eligible"],
        verdict=found["verdict"].cast("string"),
        amount_fen=found["amount_fen"],
        channel=found["channel"].cast("string"),
        exclusion=ibis.cases(*excluded, else_=null) if excluded else null,
        **{name: found[name] for name in found.columns if "__" in name},
    )
    return str(ibis.to_sql(plain, dialect=dialect))


def candidates_in(path: Path) -> str:
    """The eligible of an evaluated file as a relation: credit_code, amount_fen, exclusion."""
    return (
        "SELECT credit_code, coalesce(amount_fen, 0) AS amount_fen, exclusion"  # noqa: S608 - our own file
        f" FROM read_parquet('{quoted(path)}') WHERE eligible"
    )


def _schema(connection: duckdb.DuckDBPyConnection) -> ibis.Schema:
    rows = connection.sql(f"SELECT * FROM {FACTS} LIMIT 0").to_arrow_table()  # noqa: S608 - our own view
    return ibis.Schema.from_pyarrow(rows.schema)


def _unheard(share: float) -> None:
    del share
