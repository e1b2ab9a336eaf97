"""Runs a decision over a file, on DuckDB here or on a Spark cluster."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yingshang.rules.backends.columns import Columns, NotCompilable, to_columns
from yingshang.rules.model import Model
from yingshang.rules.populations.facts import check_columns, open_facts
from yingshang.rules.populations.on_duckdb import write_with_duckdb
from yingshang.rules.populations.on_spark import write_with_spark
from yingshang.rules.populations.row_by_row import write_row_by_row
from yingshang.rules.populations.whole import replacing

Progress = Callable[[float], None]
"""Hears the share that is done, from 0 to 1."""

Engine = Literal["duckdb", "spark"]
_WRITERS = {"duckdb": write_with_duckdb, "spark": write_with_spark}


@dataclass(frozen=True, slots=True)
class Ran:
    """What was written: rows, and the columns that were added; None: it was decided row by row.

    `model_hash` pins the rules.
    """

    rows: int
    columns: Columns | None
    model_hash: str


def run_population(
    model: Model, decision: str, *, facts: Path, out: Path, engine: Engine = "duckdb",
    reasons: bool = False, row_by_row: bool = False, progress: Progress | None = None,
) -> Ran:  # fmt: skip
    """Write the facts with the decision's value for each row, and the reasons when wanted.

    `row_by_row` allows what does not compile to be decided one row after the other, in this process
    and without reasons.

    *Errors*: `FactsUnreadable`, `ColumnsMissing`, `NameTaken`, `NotCompilable`, `NotOnThisEngine`,
    `EngineMissing`, `EngineFailed`, `OutputNotWritable`, `NoSuchDecision`.
    """
    found = open_facts(facts)
    check_columns(found, model, decision)
    hear = progress or _unheard
    try:
        columns = to_columns(model.program, decision, table=found.schema, reasons=reasons)
    except NotCompilable:
        if not row_by_row:
            raise
        with replacing(out) as temporary:
            write_row_by_row(found, model, decision, temporary, hear)
        return Ran(found.rows, None, model.hash)
    with replacing(out) as temporary:
        _WRITERS[engine](found, columns, temporary, hear)
    return Ran(found.rows, columns, model.hash)


def _unheard(share: float) -> None:
    del share
