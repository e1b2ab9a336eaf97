"""Several decisions at once: side by side, and what they all compare is compared once."""

import ibis
import pyarrow as pa
import pytest

from tests.rules.columns.models import decided_one_by_one, duckdb, feel, program, xml
from yingshang.rules.backends.columns import to_columns
from yingshang.rules.errors import NoSuchDecision

TYPES = {"size": "string", "staff": "number"}
POLICIES = {
    f"policy {n}": (
        "<literalExpression><text>"
        f'if size = "small" and staff &gt; {n} then {n} else if size = "large" then staff '
        f'else if size in ("tiny", "small") then {n} + 1 else null'
        "</text></literalExpression>"
    )
    for n in range(1, 5)
}
POLICIES["other"] = '<literalExpression><text>not(size = "small")</text></literalExpression>'
ROWS = [
    {"size": size, "staff": staff}
    for size in ("small", "large", "tiny", "huge", None)
    for staff in (0, 2, 7, None)
]


def test_decisions_side_by_side_are_those_of_each_alone() -> None:
    model = program(xml(TYPES, POLICIES))
    rows = pa.Table.from_pylist(
        [row | {"__row": n} for n, row in enumerate(ROWS)],
        schema=pa.schema({"size": pa.string(), "staff": pa.int32(), "__row": pa.int64()}),
    )
    with duckdb() as connection:
        facts = connection.create_table("facts", rows)
        columns = to_columns(model, list(POLICIES), table=facts)
        answers = columns.table.order_by("__row").to_pyarrow()
    assert columns.names == tuple(POLICIES)
    for name in POLICIES:
        alone = decided_one_by_one(model, ROWS, TYPES, decision=name)
        assert [feel(value) for value in answers[name].to_pylist()] == alone, name


def test_what_many_places_compare_is_written_once() -> None:
    schema = {"size": "string", "staff": "int32"}
    columns = to_columns(program(xml(TYPES, POLICIES)), list(POLICIES), table=schema)
    written = str(ibis.to_sql(columns.table, dialect="duckdb"))
    assert written.count("'large'") == 1
    assert written.count("'tiny'") == 1
    assert set(columns.table.columns) == {*schema, *POLICIES}


def test_each_of_several_decisions_has_to_be_there() -> None:
    with pytest.raises(NoSuchDecision, match="policy 9"):
        to_columns(program(xml(TYPES, POLICIES)), ["policy 1", "policy 9"], table=dict(TYPES))
