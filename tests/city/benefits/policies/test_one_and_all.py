"""A firm is told the same as everyone is: one by one, and in columns."""

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.city.benefits.policies.listed import (
    Unstored,
    all_policies,
    elements,
    rows_of,
    schema_of,
)
from yingshang.city.benefits.policies.deciding import answer_of, columns
from yingshang.city.benefits.policies.given import in_columns, inputs, wanted
from yingshang.core.facts.listing import Element

FIRMS = 150
IS_NIGHTLY = int(os.environ.get("COLUMNS_EXAMPLES", "0")) >= 100
USUAL = (
    "job_retention_refund_2022", "small_profit_income_tax_2023", "small_scale_vat_exemption_2022",
    "industrial_inclusion_award", "first_loan_award",
)  # fmt: skip
"""What is compared every time; at the nightly size all."""
DAY = date(2022, 6, 15)
ARROW = {
    "integer": pa.int64(), "money": pa.int64(), "date": pa.date32(), "boolean": pa.bool_(),
    "decimal": pa.decimal128(28, 2),
}  # fmt: skip
EDGES = (0, 1, 11, 12, 20, 30, 31, 200, 300, 301)
FEN = (0, 1, 33, 5_000_000_000, 5_000_000_001, 300_000_000, 300_000_001, 12_345_67)
MAKERS: dict[str, Callable[[random.Random, Element], object]] = {
    "integer": lambda chance, e: chance.choice(EDGES),
    "money": lambda chance, e: chance.choice((*FEN, chance.randrange(10**9))),
    "decimal": lambda chance, e: Decimal(chance.choice(("30.00", "30.01", "195.50", "0.00"))),
    "date": lambda chance, e: date(2025, 12, 31) + timedelta(days=chance.randrange(3)),
    "boolean": lambda chance, e: chance.random() < 0.3,
    "choice": lambda chance, e: chance.choice(e.choices),
}


def _firm(listed: Unstored, chance: random.Random) -> dict[str, object]:
    """About its typical self, with some things changed and some not known."""
    found: dict[str, object] = {}
    for code in wanted(listed.model):
        element = elements()[code]
        is_known = chance.random() < 0.93
        found[code] = MAKERS[element.type](chance, element) if is_known else None
    return found


def _table(listed: Unstored, firms: list[dict[str, object]]) -> pa.Table:
    arrays = {"credit_code": pa.array([f"F{n}" for n in range(len(firms))])}
    for code in wanted(listed.model):
        type_ = ARROW.get(elements()[code].type, pa.string())
        arrays[code] = pa.array([firm[code] for firm in firms], type_)
    return pa.table(arrays)


@pytest.mark.parametrize("code", USUAL if not IS_NIGHTLY else sorted(all_policies()))
def test_columns_answer_as_one_firm_is_answered(code: str) -> None:
    listed, chance = all_policies()[code], random.Random(f"alike {code}")  # noqa: S311 - a sample
    firms = [_firm(listed, chance) for _ in range(FIRMS)]
    table = _table(listed, firms)
    on = max(listed.model.period.begins_on, DAY)
    rows = rows_of(table, columns(listed, schema_of(table), on, covers_reserve=True))
    for firm, row in zip(firms, rows, strict=True):
        one = answer_of(listed.model, listed.rule, firm, on=on, covers_reserve=True)
        found = (row["eligible"], row["amount_fen"], row["verdict"])
        assert found == (one.eligible, one.amount_fen, one.verdict), firm
    assert {row["eligible"] for row in rows} >= {False, None}


@pytest.mark.parametrize("code", ["job_retention_refund_2022"])
def test_the_rule_is_given_the_same_in_columns(code: str) -> None:
    listed, chance = all_policies()[code], random.Random(f"given {code}")  # noqa: S311 - a sample
    firms = [_firm(listed, chance) for _ in range(40)]
    table = _table(listed, firms)
    rows = rows_of(table, in_columns(listed.model, schema_of(table), DAY, None))
    for firm, row in zip(firms, rows, strict=True):
        row.pop("credit_code")
        assert row == inputs(listed.model, firm, on=DAY, covers_reserve=None)


def test_an_element_that_nobody_delivered_is_null_for_everybody() -> None:
    listed = all_policies()["job_retention_refund_2022"]
    table = pa.table({"credit_code": ["F0"], "insured_kind": ["个体工商户"]})
    (row,) = rows_of(table, in_columns(listed.model, schema_of(table), DAY, covers_reserve=False))
    assert row["参保主体"] == "以单位形式参保的个体工商户"
    assert row["上年缴纳失业保险费"] is None
    assert row["统筹地区备付一年以上"] is False
    assert row["政策适用日期"] == DAY
    assert row["失业率控制目标"] == Decimal("0.055")
