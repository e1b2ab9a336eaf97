"""The SQL of a handful of expressions, word for word: what DuckDB and Spark are asked."""

import ibis
import pytest

from tests.rules.columns.models import one
from tests.rules.columns.test_refund import MODEL as REFUND
from yingshang.rules.backends.columns import NotOnThisEngine, to_columns
from yingshang.rules.lowering import load

TYPES = {"a": "number", "i": "number", "s": "string"}
SCHEMA = {"a": "decimal(18, 2)", "i": "int64", "s": "string"}

GOLDEN = [
    (
        "a * 1.000001",
        "duckdb",
        'CAST("t0"."a" AS DECIMAL(19, 2)) * CAST(1.000001 AS DECIMAL(7, 6))',
    ),
    ("a < 0.055", "duckdb", '"t0"."a" < CAST(0.06 AS DECIMAL(18, 2))'),
    ('s = "x"', "duckdb", "COALESCE(\"t0\".\"s\" = 'x', FALSE)"),
    ("decimal(a, 1)", "duckdb", 'ROUND_EVEN("t0"."a", 1)'),
    ("decimal(a, 1)", "spark", "CAST(BROUND(`t0`.`a`, 1) AS DECIMAL(18, 1))"),
    ("not(i > 1)", "duckdb", '(NOT ("t0"."i" > 1))'),
    ("if i > 1 then s else null", "duckdb",
     'CASE WHEN "t0"."i" > 1 THEN "t0"."s" ELSE CAST(NULL AS TEXT) END'),
]  # fmt: skip


def sql(text: str, dialect: str) -> str:
    columns = to_columns(one(TYPES, text), "answer", table=SCHEMA)
    written = ibis.to_sql(columns.table, dialect="pyspark" if dialect == "spark" else dialect)
    flat = " ".join(str(written).split())
    return flat.replace("( ", "(").replace(" )", ")")


@pytest.mark.parametrize(("text", "dialect", "expected"), GOLDEN)
def test_an_expression_is_written_like_this(text: str, dialect: str, expected: str) -> None:
    bare = expected.replace("(", "").replace(")", "")
    assert bare in sql(text, dialect).replace("(", "").replace(")", "")


def test_a_long_quotient_is_refused_on_spark_rather_than_wrong() -> None:
    columns = to_columns(one(TYPES, "decimal(a / i, 10)"), "answer", table=SCHEMA)
    with pytest.raises(NotOnThisEngine):
        ibis.to_sql(columns.table, dialect="pyspark")


def test_the_refund_can_be_written_for_spark_too() -> None:
    schema = {
        **dict.fromkeys(("企业规模", "裁员率口径"), "string"),
        **dict.fromkeys(("上年初参保人数", "上年末参保人数", "自然减员人数"), "int32"),
        **dict.fromkeys(("新增领金人数", "缴费月数"), "int32"),
        "平均参保人数": "decimal(9, 1)",
        "上年缴纳失业保险费": "decimal(14, 2)",
        **dict.fromkeys(("僵尸企业", "严重失信"), "boolean"),
    }
    columns = to_columns(load(REFUND), "返还金额", table=schema)
    written = str(ibis.to_sql(columns.table, dialect="pyspark"))
    assert "ROUND(" in written
    assert "DOUBLE" not in written
