"""The city's rules compiled to columns: how many, and that they answer the cases alike."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import duckdb
import ibis
import pyarrow as pa
import pytest

from tests.rules.city.models import FILES, Asked, asked, compiled, model
from tests.rules.spec.model import back
from yingshang.rules.backends.columns import Child, to_columns
from yingshang.rules.backends.columns.share import share_compiled
from yingshang.rules.ir import Program
from yingshang.rules.types import BOOLEAN, DATE, NUMBER, STRING, ListOf, Type, plain
from yingshang.rules.values import Date, Value

ROW_BY_ROW = {"doing_business_2020": {"总税收和缴费率得分"}}
"""A power of 0.8 has no exact counterpart in columns."""

USUAL = {
    "enterprise_size": ("企业规模",),
    "job_retention_refund": ("返还金额",),
    "licence_renewal": ("延续结论",),
    "request_deadlines": ("办结期限",),
    "intermediary_prices": ("基准价",),
}
"""What is run on DuckDB every time; at the nightly size (`COLUMNS_EXAMPLES` of 100 or more) all."""

IS_NIGHTLY = int(os.environ.get("COLUMNS_EXAMPLES", "0")) >= 100

ARROW = {
    NUMBER: pa.decimal128(15, 2), STRING: pa.string(), BOOLEAN: pa.bool_(), DATE: pa.date32(),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_decision_compiles_but_the_known_one(name: str) -> None:
    refused = share_compiled(model(name).program).refused
    assert set(refused) == ROW_BY_ROW.get(name, set()), list(map(str, refused.values()))


@pytest.mark.parametrize("name", FILES if IS_NIGHTLY else USUAL)
def test_columns_answer_the_cases_as_the_single_case_does(name: str) -> None:
    program, cases = model(name).program, list(asked(name))
    nulls = {datum.name: None for datum in program.inputs.values()}
    for decision, answers in _in_columns(program, _wanted(name), cases).items():
        single = [compiled(name).decide(decision, {**nulls, **c.inputs}).value for c in cases]
        assert answers == single, decision


def _wanted(name: str) -> Sequence[str]:
    if not IS_NIGHTLY:
        return USUAL[name]
    return [d for d in model(name).decisions if d not in ROW_BY_ROW.get(name, set())]


def _in_columns(
    program: Program, decisions: Sequence[str], cases: list[Asked]
) -> Mapping[str, list[object]]:
    """The answers of each decision, in the order of the cases."""
    tables = {"facts": _facts(program, cases), **_children(program, cases)}
    shapes = {name: ibis.Schema.from_pyarrow(table.schema) for name, table in tables.items()}
    children = {
        name: Child(ibis.table(shape, name=name), "__parent", "__row")
        for name, shape in shapes.items() if name != "facts"
    }  # fmt: skip
    found = {}
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, table in tables.items():
            connection.register(name, table)
        for decision in decisions:
            columns = to_columns(program, decision, table=shapes["facts"], children=children)
            query = ibis.to_sql(columns.table.order_by("__row")[[columns.name]], dialect="duckdb")
            answers = connection.sql(query).to_arrow_table()[columns.name].to_pylist()
            found[decision] = [back(answer) for answer in answers]
    return found


def _facts(program: Program, cases: list[Asked]) -> pa.Table:
    """The cases' inputs that are no lists."""
    arrays = {"__row": pa.array(range(len(cases)), pa.int64())}
    for datum in program.inputs.values():
        if not isinstance(plain(datum.type), ListOf):
            values = [one.inputs.get(datum.name) for one in cases]
            arrays[datum.name] = _array(values, plain(datum.type))
    return pa.table(arrays)


def _array(values: list[Value], type_: Type) -> pa.Array:
    """A column, numbers as the narrowest decimals that hold them."""
    given = [date(v.year, v.month, v.day) if isinstance(v, Date) else v for v in values]
    is_number = any(isinstance(value, Decimal) for value in given)
    return pa.array(given) if is_number else pa.array(given, ARROW[type_])


def _children(program: Program, cases: list[Asked]) -> Mapping[str, pa.Table]:
    """The elements of the cases' lists."""
    lists = {
        datum.name: [one.inputs.get(datum.name) for one in cases]
        for datum in program.inputs.values() if isinstance(plain(datum.type), ListOf)
    }  # fmt: skip
    return {name: _elements(values) for name, values in lists.items()}


def _elements(lists: list[Value]) -> pa.Table:
    rows = [(at, one) for at, found in enumerate(lists) for one in found or ()]
    columns = {"__parent": pa.array([at for at, _ in rows], pa.int64())}
    members = [one if isinstance(one, dict) else {"value": one} for _, one in rows]
    for member in members[0]:
        columns[member] = pa.array([one[member] for one in members])
    return pa.table(columns)
