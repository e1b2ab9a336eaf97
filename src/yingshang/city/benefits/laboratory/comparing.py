"""Two variants over the same frozen snapshots: who gains, who loses, what it costs.

Both are evaluated as a run evaluates; what is compared are the two files. A firm that a credit
list excludes gets nothing on either side, nor does one of which it cannot be known.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from yingshang.city.benefits.laboratory.grouping import INDUSTRIES, open_industries
from yingshang.city.benefits.laboratory.thresholds import Asked, measure
from yingshang.city.benefits.laboratory.types import Bin, Compared, Group, Moved, Side
from yingshang.city.benefits.listing import Period
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.evaluating import (
    MEMORY,
    EvaluatedPolicy,
    Progress,
    evaluate,
)
from yingshang.city.benefits.population.freezing import elements_of
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.population import reopen

AFTER = "__after"
STEPS_FEN = (0, 100_000, 1_000_000, 10_000_000, 100_000_000)
"""Limits of the distribution: nothing, 1,000, 10,000, 100,000 and a million yuan."""
IS_DUE = "coalesce(eligible, false) AND exclusion IS NULL"
DUE = f"CASE WHEN {IS_DUE} THEN coalesce(amount_fen, 0) ELSE 0 END"
GROUPED = ", ".join(
    f"coalesce(sum({what}), 0)::BIGINT"
    for what in (
        "firms", "firms) FILTER (change > 0", "firms) FILTER (change < 0",
        "after_fen - before_fen) FILTER (change > 0", "before_fen - after_fen) FILTER (change < 0",
        "before_fen", "after_fen", "firms) FILTER (is_due AND NOT was_due",
        "firms) FILTER (was_due AND NOT is_due",
    )
)  # fmt: skip
JOINED, CUBE = "joined", "cube"
Use = Callable[[duckdb.DuckDBPyConnection], None]
First = Callable[[Compared], None]


def compare(
    before: Listed,
    after: Listed,
    *,
    place: str,
    on: date,
    snapshots: Sequence[Snapshot],
    covers_reserve: bool | None = None,
    budget_fen: int | None = None,
    use: Use | None = None,
    first: First | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Evaluate both over everyone and put them side by side.

    `first` hears the comparison before its conditions are measured, which takes a while longer.
    `use` is called with the connection while its tables stand: `compared` (credit_code, name,
    size, district, industry, was, now, before_fen, after_fen, a row a firm) and `close`, see
    `thresholds.measure`. Errors: as `population.evaluating.evaluate`.
    """
    other = replace(after, model=after.model.model_copy(update={"code": before.code + AFTER}))
    with TemporaryDirectory(prefix="yingshang-laboratory-") as folder, _engine() as engine:
        sides = evaluate(
            [before, other], place=place, on=on, snapshots=snapshots, out=Path(folder),
            covers_reserve=covers_reserve, connection=engine, progress=progress,
        ).policies  # fmt: skip
        open_industries(engine, place, snapshots)
        _join(engine, *sides)
        found = _compared(engine, sides, before.model.period, budget_fen)
        if first is not None:
            first(found)
        engine.execute(f"CREATE OR REPLACE TEMP TABLE compared AS FROM {JOINED}")
        reopen(engine, place, elements_of([before, other]), snapshots=snapshots)
        found = replace(found, thresholds=measure(engine, Asked(other, on, covers_reserve)))
        if use is not None:
            use(engine)
    return found


def used_up_on(total_fen: int, budget_fen: int | None, period: Period) -> date | None:
    """The day on which a budget ends when the total falls evenly on the days of the period."""
    if budget_fen is None or total_fen <= budget_fen:
        return None
    days = (period.ends_on - period.begins_on).days + 1
    return period.begins_on + timedelta(days=budget_fen * days // total_fen)


@contextmanager
def _engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        yield connection


def _join(
    engine: duckdb.DuckDBPyConnection, before: EvaluatedPolicy, after: EvaluatedPolicy
) -> None:
    """The view `joined`, a row a firm by credit code, and what all tables are counted from.

    `cube` has a row for each combination of what firms are told apart by, far fewer than firms.
    """
    rest = f"verdict, {DUE} AS fen, eligible, {IS_DUE} AS due FROM read_parquet('{after.file}')"
    engine.execute(
        f"CREATE OR REPLACE TEMP VIEW {JOINED} AS"  # noqa: S608 - our own files
        " SELECT credit_code, name, coalesce(size, '') AS size,"
        " substr(credit_code, 3, 6) AS district, coalesce(industry, '') AS industry,"
        " b.verdict AS was, a.verdict AS now, b.fen AS before_fen, a.fen AS after_fen,"
        " b.eligible AS was_eligible, a.eligible AS is_eligible, b.due AS was_due, a.due AS is_due"
        f" FROM (SELECT credit_code, name, size, verdict, {DUE} AS fen, eligible, {IS_DUE} AS due"
        f" FROM read_parquet('{before.file}')) b"
        f" JOIN (SELECT credit_code, {rest}) a USING (credit_code)"
        f" LEFT JOIN {INDUSTRIES} USING (credit_code)"
    )
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE {CUBE} AS SELECT size, district, industry, was, now,"  # noqa: S608 - our own columns
        " was_eligible, is_eligible, was_due, is_due, sign(after_fen - before_fen) AS change,"
        f" {_bin_of('before_fen')} AS before_bin, {_bin_of('after_fen')} AS after_bin,"
        " count(*) AS firms, sum(before_fen)::BIGINT AS before_fen,"
        f" sum(after_fen)::BIGINT AS after_fen FROM {JOINED} GROUP BY ALL"
    )


def _bin_of(fen: str) -> str:
    """SQL: the number of the step below which a sum is, from 1; 0 for nothing."""
    cases = " ".join(f"WHEN {fen} <= {step} THEN {n}" for n, step in enumerate(STEPS_FEN))
    return f"CASE {cases} ELSE {len(STEPS_FEN)} END"


def _compared(
    engine: duckdb.DuckDBPyConnection,
    sides: Sequence[EvaluatedPolicy],
    period: Period,
    budget_fen: int | None,
) -> Compared:
    (total,) = _groups(engine, "''")
    return Compared(
        firms=sides[0].firms,
        before=_side(engine, sides[0], "before_fen", "was_eligible", period, budget_fen),
        after=_side(engine, sides[1], "after_fen", "is_eligible", period, budget_fen),
        total=total,
        sizes=_groups(engine, "size"),
        districts=_groups(engine, "district"),
        moved=_moved(engine),
        bins=_bins(engine),
        industries=_groups(engine, "industry"),
    )


def _side(
    engine: duckdb.DuckDBPyConnection,
    side: EvaluatedPolicy,
    fen: str,
    eligible: str,
    period: Period,
    budget_fen: int | None,
) -> Side:
    counted = "coalesce(sum(firms) FILTER ({}), 0)::BIGINT"
    row = engine.execute(
        f"SELECT {counted.format(eligible)}, {counted.format(f'{eligible} IS NULL')},"  # noqa: S608 - our own columns
        f" coalesce(sum({fen}), 0)::BIGINT FROM {CUBE}"
    ).fetchall()[0]
    spent = used_up_on(row[2], budget_fen, period)
    return Side(side.model_hash, side.committed.list_hash, row[0], row[1], row[2], spent)


def _groups(engine: duckdb.DuckDBPyConnection, label: str) -> tuple[Group, ...]:
    rows = engine.execute(
        f"SELECT {label} AS label, {GROUPED} FROM {CUBE} GROUP BY {label} ORDER BY label"  # noqa: S608 - our own columns
    ).fetchall()
    return tuple(Group(*row) for row in rows) or (Group("", 0, 0, 0, 0, 0, 0, 0, 0, 0),)


def _moved(engine: duckdb.DuckDBPyConnection) -> tuple[Moved, ...]:
    rows = engine.execute(
        "SELECT coalesce(was, ''), coalesce(now, ''), sum(firms)::BIGINT"  # noqa: S608 - our own table
        f" FROM {CUBE} WHERE was IS DISTINCT FROM now GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    ).fetchall()
    return tuple(Moved(*row) for row in rows)


def _bins(engine: duckdb.DuckDBPyConnection) -> tuple[Bin, ...]:
    sides = [
        dict(
            engine.execute(
                f"SELECT {side}, sum(firms)::BIGINT FROM {CUBE} GROUP BY {side}"  # noqa: S608 - our own columns
            ).fetchall()
        )
        for side in ("before_bin", "after_bin")
    ]
    limits = [*pairwise(STEPS_FEN), (STEPS_FEN[-1], None)]
    return tuple(
        Bin(above, most, *(side.get(n, 0) for side in sides))
        for n, (above, most) in enumerate(limits, 1)
    )


CHANGED = (
    "SELECT credit_code, name, size, district, industry, was, now, before_fen, after_fen,"
    " after_fen - before_fen AS change_fen FROM compared WHERE before_fen <> after_fen"
    " ORDER BY abs(after_fen - before_fen) DESC, credit_code"
)
"""The firms whose amount changes, the largest change first."""


def changed_rows(path: Path) -> Use:
    """A `use` that writes the firms whose amount changes as CSV, the largest change first."""

    def write(engine: duckdb.DuckDBPyConnection) -> None:
        engine.execute(f"COPY ({CHANGED}) TO '{quoted(path)}' (HEADER)")

    return write


def quoted(path: Path) -> str:
    """A path inside single quotes of SQL."""
    return str(path).replace("'", "''")
