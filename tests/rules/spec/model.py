"""A table of the suite as a DMN file, and what the three back ends make of it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import duckdb
import ibis
import pyarrow as pa

from tests.rules.models import dmn
from tests.rules.spec.case import POLICIES, Spec
from yingshang.rules.backends.columns import Columns, to_columns
from yingshang.rules.backends.reference.evaluator import value_of_node
from yingshang.rules.ir import Program
from yingshang.rules.lowering import lower
from yingshang.rules.source import Place
from yingshang.rules.syntax.dmn import read
from yingshang.rules.syntax.feel import Scope, parse_expression
from yingshang.rules.values import Date, Value

DECISION = "result"
COLUMNS = {
    "number": pa.decimal128(9, 2), "string": pa.string(), "boolean": pa.bool_(),
    "date": pa.date32(),
}  # fmt: skip


def program_of(spec: Spec) -> Program:
    """The suite's table as a model of one decision."""
    return lower(read(document(spec).encode(), file=f"{spec.name}.dmn"), {})


def document(spec: Spec) -> str:
    """The text of the DMN file."""
    data = "".join(
        f'<inputData id="i{number}" name={quoteattr(name)}>'
        f"<variable name={quoteattr(name)} typeRef={quoteattr(type_)}/></inputData>"
        for number, (name, type_) in enumerate(spec.inputs)
    )
    needed = "".join(
        f'<informationRequirement><requiredInput href="#i{number}"/></informationRequirement>'
        for number in range(len(spec.inputs))
    )
    return dmn(
        f'{data}<decision id="d" name="{DECISION}"><variable name="{DECISION}"/>'
        f"{needed}{_table(spec)}</decision>",
        name=spec.name,
    )


def _table(spec: Spec) -> str:
    policy, aggregation = POLICIES[spec.policy]
    collected = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable hitPolicy="{policy}"{collected}>{_inputs(spec)}{_outputs(spec)}'
        f"{''.join(_rule(*rule) for rule in spec.rules)}</decisionTable>"
    )


def _inputs(spec: Spec) -> str:
    allowed = spec.allowed[0] if spec.allowed else ("",) * len(spec.inputs)
    return "".join(
        f"<input label={quoteattr(name)}><inputExpression typeRef={quoteattr(type_)}>"
        f"{_text(name)}</inputExpression>{_values('inputValues', values)}</input>"
        for (name, type_), values in zip(spec.inputs, allowed, strict=True)
    )


def _outputs(spec: Spec) -> str:
    allowed = spec.allowed[1] if spec.allowed else ("",) * len(spec.outputs)
    default = spec.default or ("",) * len(spec.outputs)
    return "".join(
        f"<output name={quoteattr(name)} typeRef={quoteattr(type_ or 'Any')}>"
        f"{_values('outputValues', values)}{_values('defaultOutputEntry', standing)}</output>"
        for (name, type_), values, standing in zip(spec.outputs, allowed, default, strict=True)
    )


def _values(tag: str, text: str) -> str:
    return f"<{tag}>{_text(text)}</{tag}>" if text not in ("", "-") else ""


def _rule(conditions: tuple[str, ...], outputs: tuple[str, ...]) -> str:
    ins = "".join(f"<inputEntry>{_text(cell)}</inputEntry>" for cell in conditions)
    outs = "".join(f"<outputEntry>{_text(cell)}</outputEntry>" for cell in outputs)
    return f"<rule>{ins}{outs}</rule>"


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


def feel(text: str) -> Value:
    """The value of a FEEL literal."""
    parsed = parse_expression(text, Scope(), Place(text=text))
    assert not parsed.problems, text
    return value_of_node(parsed.node).value


def given(spec: Spec, cells: tuple[str, ...]) -> dict[str, Value]:
    """A case's inputs, by name; `missing` stands for an input that is left out."""
    named = zip(spec.inputs, cells, strict=True)
    return {name: feel(cell) for (name, _), cell in named if cell != "missing"}


def fits_columns(spec: Spec, values: Mapping[str, Value]) -> bool:
    """Whether a database could hold the case: each value of its column's declared type."""
    classes = {"number": "Decimal", "string": "str", "boolean": "bool", "date": "Date"}
    return len(values) == len(spec.inputs) and all(
        values[name] is None or type(values[name]).__name__ == classes.get(type_)
        for name, type_ in spec.inputs
    )


def in_columns(spec: Spec, rows: list[dict[str, Value]]) -> tuple[list[object], Columns]:
    """The answers of the columns, in the order of the rows."""
    arrays = {"__row": pa.array(range(len(rows)), pa.int64())}
    for name, type_ in spec.inputs:
        arrays[name] = pa.array([_cell(row[name]) for row in rows], COLUMNS[type_])
    facts = pa.table(arrays)
    columns = to_columns(program_of(spec), DECISION, table=ibis.Schema.from_pyarrow(facts.schema))
    query = ibis.to_sql(columns.table.order_by("__row"), dialect="duckdb")
    with duckdb.connect() as connection:
        connection.register("facts", facts)
        found = connection.sql(query).to_arrow_table()[columns.name].to_pylist()
    return [back(answer) for answer in found], columns


def _cell(value: Value) -> object:
    return date(value.year, value.month, value.day) if isinstance(value, Date) else value


def back(answer: object) -> object:
    """A database's value as FEEL has it."""
    if isinstance(answer, date):
        return Date(answer.year, answer.month, answer.day)
    if isinstance(answer, int) and not isinstance(answer, bool):
        return Decimal(answer)
    if isinstance(answer, dict):
        return {name: back(entry) for name, entry in answer.items()}
    return answer
