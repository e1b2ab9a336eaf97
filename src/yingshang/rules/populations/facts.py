"""The file of facts: its columns, and whether they are those that a decision needs."""

from dataclasses import dataclass
from pathlib import Path

import ibis.expr.schema as sch
import pyarrow as pa
import pyarrow.parquet as pq

from yingshang.rules.model import Model
from yingshang.rules.populations.errors import ColumnsMissing, FactsUnreadable, NameTaken


@dataclass(frozen=True, slots=True)
class Facts:
    """A Parquet file. *Shapes*: a row for each case, a column for each input datum."""

    path: Path
    schema: sch.Schema
    rows: int


def open_facts(path: Path) -> Facts:
    """The file's columns and its number of rows. *Errors*: `FactsUnreadable`."""
    try:
        with pq.ParquetFile(path) as file:
            return Facts(path, sch.Schema.from_pyarrow(file.schema_arrow), file.metadata.num_rows)
    except (OSError, pa.ArrowException, NotImplementedError) as error:
        why = str(error).splitlines()[0][:200]
        raise FactsUnreadable(file=path.name, why=why) from None


def check_columns(facts: Facts, model: Model, decision: str) -> None:
    """Every column that is needed is there, and the decision's is not.

    *Errors*: `ColumnsMissing`, `NameTaken`, `NoSuchDecision`.
    """
    columns = set(facts.schema.names)
    nested = {name.partition(".")[0] for name in columns}
    missing = [n for n in model.inputs_of(decision) if n not in columns and n not in nested]
    if missing:
        known = ", ".join(facts.schema.names)
        raise ColumnsMissing(
            file=facts.path.name, decision=decision, missing=", ".join(missing), known=known
        )
    if decision in columns:
        raise NameTaken(file=facts.path.name, decision=decision)
