"""The optional columns: which rule decided, which cells failed, which inputs are missing."""

import pyarrow as pa

from tests.rules.columns.models import duckdb, program, table, xml
from yingshang.rules.backends.columns import to_columns

TYPES = {"n": "number", "s": "string"}
RULES = [("<10", '"A"', "1"), ("[5..20]", '"A","B"', "2")]


def test_a_row_says_which_rule_matched_and_which_cells_did_not() -> None:
    model = program(xml(TYPES, {"answer": table(["n", "s"], ["o"], RULES, policy="FIRST")}))
    rows = pa.table({"n": [7, 15, 30, None], "s": ["A", "A", "C", None]})
    with duckdb() as connection:
        columns = to_columns(
            model, "answer", table=connection.create_table("t", rows), reasons=True
        )
        told = columns.table.to_pyarrow().to_pylist()
    assert columns.inputs == ("n", "s")
    assert [row["answer__1_rule"] for row in told] == [1, 2, 0, 0]
    assert [row["answer__1_failed_1"] for row in told] == [0, 1, 3, 3]
    assert [row["answer__1_failed_2"] for row in told] == [0, 0, 3, 3]
    assert [row["answer__missing"] for row in told] == [0, 0, 0, 3]
