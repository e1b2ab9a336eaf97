"""Small models and populations, decided twice: in columns, and row by row by the reference."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import ibis
import pyarrow as pa
from ibis.backends import BaseBackend

from yingshang.rules.backends.columns import Child, Columns, to_columns
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.ir import Program
from yingshang.rules.lowering import lower
from yingshang.rules.syntax.dmn import read
from yingshang.rules.values import Date, Days, Months, Value

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
DECISION = "answer"

Row = Mapping[str, object]


def xml(
    inputs: Mapping[str, str], decisions: Mapping[str, str], *, types: str = "", more: str = ""
) -> bytes:
    """A model: input data with their types, decisions with the XML of their logic; each decision
    requires all inputs and all decisions before it."""
    data = "".join(
        f"<inputData id={quoteattr('in_' + str(i))} name={quoteattr(name)}>"
        f"<variable name={quoteattr(name)} typeRef={quoteattr(type_)}/></inputData>"
        for i, (name, type_) in enumerate(inputs.items())
    )
    needed = "".join(
        f'<informationRequirement><requiredInput href="#in_{i}"/></informationRequirement>'
        for i in range(len(inputs))
    )
    needed += (
        '<knowledgeRequirement><requiredKnowledge href="#bkm"/></knowledgeRequirement>'
        if 'id="bkm"' in more
        else ""
    )
    made = []
    for i, (name, logic) in enumerate(decisions.items()):
        earlier = "".join(
            f'<informationRequirement><requiredDecision href="#d_{j}"/></informationRequirement>'
            for j in range(i)
        )
        made.append(
            f'<decision id="d_{i}" name={quoteattr(name)}><variable name={quoteattr(name)}/>'
            f"{earlier}{needed}{logic}</decision>"
        )
    return (
        f'<definitions xmlns="{NAMESPACE}" name="m" id="m" namespace="urn:m">'
        f"{types}{data}{more}{''.join(made)}</definitions>"
    ).encode()


def literal(text: str) -> str:
    """The XML of a literal expression."""
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def table(
    inputs: Sequence[str], outputs: Sequence[str], rules: Sequence[Sequence[str]],
    *, policy: str = "UNIQUE", aggregation: str = "", allowed: Sequence[str] = (),
) -> str:  # fmt: skip
    """The XML of a decision table: input expressions, output names, rows of cells."""
    columns = "".join(
        f"<input><inputExpression><text>{escape(text)}</text></inputExpression></input>"
        for text in inputs
    )
    results = "".join(
        f"<output{f' name={quoteattr(name)}' if len(outputs) > 1 else ''}>"
        + (f"<outputValues><text>{escape(allowed[i])}</text></outputValues>" if allowed else "")
        + "</output>"
        for i, name in enumerate(outputs)
    )
    rows = "".join(
        "<rule>"
        + "".join(
            f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in row[: len(inputs)]
        )
        + "".join(
            f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in row[len(inputs) :]
        )
        + "</rule>"
        for row in rules
    )
    collected = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable hitPolicy="{policy}"{collected}>{columns}{results}{rows}</decisionTable>'
    )


def program(document: bytes) -> Program:
    """The model, lowered; its texts must be without a fault."""
    found = lower(read(document, file="m.dmn"), {})
    assert not found.problems, [str(p) for p in found.problems]
    return found


def one(inputs: Mapping[str, str], text: str) -> Program:
    """A model of one decision, `answer`, that is a literal expression."""
    return program(xml(inputs, {DECISION: literal(text)}))


def feel(value: object, type_: str = "") -> Value:
    """A database's value as the reference wants it, and back from what columns answered."""
    match value:
        case None | bool() | str() | Decimal():
            return value
        case int():
            if type_ == "years and months duration":
                return Months(value)
            return Days(value * 10**9) if type_ == "days and time duration" else Decimal(value)
        case date():
            return Date(value.year, value.month, value.day)
        case dict():
            return {str(name): feel(entry) for name, entry in value.items()}
        case list():
            return tuple(map(feel, value))
    raise TypeError(type(value))


def plain(value: Value) -> object:
    """What the reference answered, as a column holds it."""
    match value:
        case dict():
            return {name: plain(entry) for name, entry in value.items()}
        case Months():
            return Decimal(value.months)
        case Days():
            return Decimal(value.nanoseconds) / 10**9
    return value


@contextmanager
def duckdb() -> Iterator[BaseBackend]:
    """A DuckDB of its own. Ibis 12 still calls it by names that DuckDB 2.0 warns about."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        connection = ibis.duckdb.connect()
        try:
            yield connection
        finally:
            connection.disconnect()


def decided_in_columns(
    model: Program, rows: pa.Table, *, decision: str = DECISION,
    children: Mapping[str, tuple[pa.Table, str, str]] | None = None,
) -> tuple[list[Value], Columns]:  # fmt: skip
    """The answers of the columns, in the order of the rows."""
    with duckdb() as connection:
        numbered = rows.append_column("__row", pa.array(range(len(rows)), pa.int64()))
        facts = connection.create_table("facts", numbered)
        made = {
            name: Child(connection.create_table(f"child_{i}", child), key, parent)
            for i, (name, (child, key, parent)) in enumerate((children or {}).items())
        }
        columns = to_columns(model, decision, table=facts, children=made)
        answers = columns.table.order_by("__row").to_pyarrow()[columns.name].to_pylist()
    return [feel(answer) for answer in answers], columns


def decided_one_by_one(
    model: Program, rows: Sequence[Row], types: Mapping[str, str], *, decision: str = DECISION
) -> list[Value]:
    """The answers of the reference."""
    reference = Evaluator(model)
    return [
        reference.decide(
            decision, {name: feel(value, types.get(name, "")) for name, value in row.items()}
        ).value
        for row in rows
    ]


def assert_alike(
    model: Program, rows: pa.Table, types: Mapping[str, str], *, decision: str = DECISION
) -> None:
    """Every row's answer is that of the reference."""
    answers, columns = decided_in_columns(model, rows, decision=decision)
    wanted = decided_one_by_one(model, rows.to_pylist(), types, decision=decision)
    for row, given, expected in zip(rows.to_pylist(), answers, wanted, strict=True):
        assert given == plain(expected), (row, given, expected, ibis.to_sql(columns.table))
