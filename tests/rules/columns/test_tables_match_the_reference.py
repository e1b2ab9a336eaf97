"""Decision tables under each hit policy, over every combination of a few values and null."""

from decimal import Decimal
from itertools import product

import pyarrow as pa
import pytest

from tests.rules.columns.models import (
    DECISION,
    assert_alike,
    decided_in_columns,
    decided_one_by_one,
    literal,
    program,
    table,
    xml,
)  # fmt: skip
from yingshang.rules.backends.columns import NotCompilable

TYPES = {"n": "number", "x": "number", "s": "string", "p": "boolean"}
NUMBERS = [None, -1, 5, 10, 15, 20, 31]
AMOUNTS = [None, Decimal("-0.01"), Decimal("0.00"), Decimal("5.50")]
TEXTS = [None, "", "A", "B", "稳"]

PLAIN = [
    ("<10", '"A"', "1"), ("[10..20]", '"A","B"', "2"), (">20", "-", "3"),
    ("5", 'not("A")', "4"), ("null", "-", "5"),
]  # fmt: skip
OVERLAPPING = [
    ("<10", "-", "x"), ("<20", "-", "x * 1.5"), (">5", '"A"', "x + n"), ("-", "null", "7"),
]  # fmt: skip
PAIRED = [(n, s, out, f'"{out}"') for n, s, out in PLAIN]

TABLES = {
    **{f"{policy}, one output": table(["n", "s"], ["o"], PLAIN, policy=policy)
       for policy in ("UNIQUE", "FIRST", "ANY")},
    **{f"{policy}, two outputs": table(["n", "s"], ["o", "u"], PAIRED, policy=policy)
       for policy in ("UNIQUE", "FIRST", "ANY")},
    **{f"COLLECT {sign}": table(["n", "s"], ["o"], OVERLAPPING, policy="COLLECT", aggregation=sign)
       for sign in ("SUM", "MIN", "MAX", "COUNT")},
    "ANY that agrees and does not": table(
        ["n", "s"], ["o"], [("<10", "-", "x"), ("<20", "-", "x"), (">5", '"A"', "x + n")],
        policy="ANY"),
    "PRIORITY": table(["n", "s"], ["o"], [(n, s, f'"{out}"') for n, s, out in PLAIN],
                      policy="PRIORITY", allowed=['"4","3","2","1","5"']),
    "a quotient as input": table(["x / n"], ["o"], [("< 0.5", "1"), ("[0.5..2)", "2"),
                                                    (">= 2", "3")]),
    "tests with a question mark": table(
        ["n", "x"], ["o"], [("? > x", "-", "1"), ("? <= x and ? > 0", "-", "2")], policy="FIRST"),
    "conditions as inputs": table(
        ["p", "n > 5"], ["o"], [("false", "-", "2"), ("null", "true", "3"), ("-", "-", "4")],
        policy="FIRST"),
}  # fmt: skip


def population() -> pa.Table:
    rows = list(product(NUMBERS, AMOUNTS, TEXTS, [None, True, False]))
    n, x, s, p = zip(*rows, strict=True)
    return pa.table(
        {
            "n": pa.array(n, pa.int64()), "x": pa.array(x, pa.decimal128(12, 2)),
            "s": pa.array(s), "p": pa.array(p, pa.bool_()),
        }
    )  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_decided_as_by_the_reference(name: str) -> None:
    assert_alike(program(xml(TYPES, {DECISION: TABLES[name]})), population(), TYPES)


@pytest.mark.parametrize("sign", ["MIN", "MAX", "SUM"])
def test_results_of_other_scales_are_collected_and_compared_exactly(sign: str) -> None:
    rules = [("null", "-", "-0.005"), (">10", "-", "x"), ("-", '"A"', "null"), ("<15", "-", "0")]
    logic = table(["n", "s"], ["o"], rules, policy="COLLECT", aggregation=sign)
    asked = literal("{a: r < 0.001, b: r, c: r = -0.005, d: r <= -0.006, e: r > 5.495}")
    model = program(xml(TYPES, {"r": logic, DECISION: asked}))
    assert_alike(model, population(), TYPES)


def test_a_broken_policy_is_flagged_where_its_value_is_null() -> None:
    model = program(xml(TYPES, {DECISION: table(["n"], ["o"], [("<10", "1"), ("<20", "2")])}))
    rows = pa.table({name: population()[name] for name in ("n", "x", "s", "p")}).slice(0, 300)
    answers, columns = decided_in_columns(model, rows)
    assert columns.diagnostics == ("answer__1_unique_broken",)
    assert answers == decided_one_by_one(model, rows.to_pylist(), TYPES)
    assert None in answers


def test_rules_that_are_proved_disjoint_are_not_checked_for_overlap() -> None:
    model = program(xml(TYPES, {DECISION: table(["n"], ["o"], [("<10", "1"), (">=10", "2")])}))
    _, columns = decided_in_columns(model, population())
    assert columns.diagnostics == ()


def test_a_list_of_results_is_refused_with_its_place() -> None:
    model = program(xml(TYPES, {DECISION: table(["n"], ["o"], [("<9", "1")], policy="COLLECT")}))
    with pytest.raises(NotCompilable) as caught:
        decided_in_columns(model, population())
    (refusal,) = caught.value.refusals
    assert refusal.code == "list_result"
    assert 'decision "answer"' in str(refusal.place)
