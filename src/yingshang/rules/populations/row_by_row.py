"""A decision that does not compile, row by row: slow, and the same answers."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from yingshang.rules.model import Model
from yingshang.rules.populations.errors import EngineFailed
from yingshang.rules.populations.facts import Facts
from yingshang.rules.values import Date, Value, show

if TYPE_CHECKING:
    from yingshang.rules.populations.running import Progress

BATCH = 10_000
MOST_DIGITS = 38


def write_row_by_row(
    facts: Facts, model: Model, decision: str, out: Path, progress: "Progress"
) -> None:
    """Write the facts and the decision's value for each row.

    Numbers become a decimal with as many places as they need, dates dates; lists, contexts and
    whatever is mixed become FEEL literals. *Errors*: `EngineFailed` beyond 38 digits; those of
    `Model.decide`, a float among the facts for one.
    """
    needed = model.inputs_of(decision)
    values: list[Value] = []
    for batch in _batches(facts):
        for row in batch.to_pylist():
            inputs = {name: _datum(name, row) for name in needed}
            values.append(model.decide(decision, inputs, explain=False).value)
        progress(len(values) / max(facts.rows, 1))
    column = _column(values)
    written = 0
    schema = pq.read_schema(facts.path).append(pa.field(decision, column.type))
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(facts):
            part = column.slice(written, batch.num_rows)
            writer.write_batch(pa.record_batch([*batch.columns, part], schema=schema))
            written += batch.num_rows


def _batches(facts: Facts) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(facts.path) as file:
        yield from file.iter_batches(batch_size=BATCH)


def _datum(name: str, row: Mapping[str, object]) -> object:
    """An input's value: its column, or the context of its columns `name.member`."""
    if name in row:
        return row[name]
    start = f"{name}."
    return {key[len(start) :]: value for key, value in row.items() if key.startswith(start)}


def _column(values: list[Value]) -> pa.Array:
    kinds = {type(value) for value in values} - {type(None)}
    if kinds <= {Decimal}:
        return _numbers([v if isinstance(v, Decimal) else None for v in values])
    if kinds == {Date}:
        days = [date(v.year, v.month, v.day) if isinstance(v, Date) else None for v in values]
        return pa.array(days, pa.date32())
    if kinds in ({bool}, {str}):
        return pa.array(values, pa.bool_() if kinds == {bool} else pa.string())
    return pa.array([None if v is None else show(v) for v in values], pa.string())


def _numbers(values: list[Decimal | None]) -> pa.Array:
    known = [value for value in values if value is not None]
    places = max((-int(v.as_tuple().exponent) for v in known), default=0)
    whole = max((v.adjusted() + 1 for v in known), default=1)
    places, whole = max(places, 0), max(whole, 1)
    if places + whole > MOST_DIGITS:
        why = f"the values need {places + whole} digits; round the result"
        raise EngineFailed(engine="row by row", why=why)
    return pa.array(values, pa.decimal128(MOST_DIGITS, places))
