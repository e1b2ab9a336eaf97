"""Runs a decision over a file, on DuckDB here or on a Spark cluster."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yingshang.rules.backends.columns import Columns, to_columns
from yingshang.rules.model import Model
from yingshang.rules.populations.facts import check_columns, open_facts
from yingshang.rules.populations.on_duckdb import write_with_duckdb
from yingshang.rules.populations.on_spark import write_with_spark
from yingshang.rules.populations.whole import replacing

Progress = Callable[[float], None]
"""Hears the share that is done, from 0 to 1."""

Engine = Literal["duckdb", "spark"]
_WRITERS = {"duckdb": write_with_duckdb, "spark": write_with_spark}


@dataclass(frozen=True, slots=True)
class Ran:
    """What was written: rows, and the columns that were added. `model_hash` pins the rules."""

    rows: int
    columns: Columns
    model_hash: str


def run_population(
    model: Model, decision: str, *, facts: Path, out: Path, engine: Engine = "duckdb",
    reasons: bool = False, progress: Progress | None = None,
) -> Ran:  # fmt: skip
    """Write the facts with the decision's value for each row, and the reasons when wanted.

    *Errors*: `FactsUnreadable`, `ColumnsMissing`, `NameTaken`, `NotCompilable`, `NotOnThisEngine`,
    `EngineMissing`, `EngineFailed`, `OutputNotWritable`, `NoSuchDecision`.
    """
    found = open_facts(facts)
    check_columns(found, model, decision)
    columns = to_columns(model.program, decision, table=found.schema, reasons=reasons)
    with replacing(out) as temporary:
        _WRITERS[engine](found, columns, temporary, progress or _unheard)
    return Ran(found.rows, columns, model.hash)


def _unheard(share: float) -> None:
    del share
