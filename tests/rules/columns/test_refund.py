"""The job-retention refund of 2022 as a DMN file: its borders, in columns and by the reference."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from tests.rules.columns.models import decided_in_columns, decided_one_by_one
from yingshang.rules.lowering import load

MODEL = Path(__file__).parents[3] / "bench" / "models" / "refund.dmn"

FIRM = {
    "企业规模": "小型", "裁员率口径": "参保人数差", "上年初参保人数": 200, "上年末参保人数": 189,
    "自然减员人数": 0, "新增领金人数": 0, "平均参保人数": Decimal("200.0"), "缴费月数": 12,
    "上年缴纳失业保险费": Decimal("10000.05"), "僵尸企业": False, "严重失信": False,
}  # fmt: skip

CASES: list[tuple[str, dict[str, object], Decimal | None]] = [
    ("exactly 5.5 % qualifies", {}, Decimal("9000.05")),
    ("one more does not", {"上年末参保人数": 188}, Decimal(0)),
    ("natural attrition is no layoff", {"上年末参保人数": 100, "自然减员人数": 100},
     Decimal("9000.05")),
    ("growth is no layoff", {"上年末参保人数": 300}, Decimal("9000.05")),
    ("an average of exactly 30 has 20 %",
     {"上年初参保人数": 30, "上年末参保人数": 24, "平均参保人数": Decimal("30.0")},
     Decimal("9000.05")),
    ("above 30 has 5.5 %",
     {"上年初参保人数": 31, "上年末参保人数": 25, "平均参保人数": Decimal("30.1")}, Decimal(0)),
    ("a large firm has half", {"企业规模": "大型"}, Decimal("5000.03")),
    ("eleven months are too few", {"缴费月数": 11}, Decimal(0)),
    ("a zombie has nothing", {"僵尸企业": True}, Decimal(0)),
    ("unknown credit is not no", {"严重失信": None}, None),
    ("an unknown average is not no", {"平均参保人数": None}, None),
    ("an unknown size gives no amount", {"企业规模": "巨型"}, None),
    ("by recipients over the average", {"裁员率口径": "领金人数", "新增领金人数": 11},
     Decimal("9000.05")),
]  # fmt: skip

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("企业规模", "裁员率口径")]
    + [(name, pa.int32()) for name in
       ("上年初参保人数", "上年末参保人数", "自然减员人数", "新增领金人数", "缴费月数")]
    + [("平均参保人数", pa.decimal128(9, 1)), ("上年缴纳失业保险费", pa.decimal128(14, 2)),
       ("僵尸企业", pa.bool_()), ("严重失信", pa.bool_())]
)  # fmt: skip


def test_the_borders_of_the_refund_are_those_of_the_notice() -> None:
    rows = pa.Table.from_pylist([{**FIRM, **change} for _, change, _ in CASES], SCHEMA)
    model = load(MODEL)
    wanted = {name: amount for name, _, amount in CASES}
    answers, _ = decided_in_columns(model, rows, decision="返还金额")
    assert dict(zip(wanted, answers, strict=True)) == wanted
    single = decided_one_by_one(model, rows.to_pylist(), {}, decision="返还金额")
    assert dict(zip(wanted, single, strict=True)) == wanted
