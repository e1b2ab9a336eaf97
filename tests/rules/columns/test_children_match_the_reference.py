"""Lists of contexts as child tables: grouped, and nevertheless as FEEL has lists."""

from datetime import date
from decimal import Decimal
from random import Random

import pyarrow as pa
import pytest

from tests.rules.columns.models import (
    DECISION,
    decided_in_columns,
    decided_one_by_one,
    literal,
    plain,
    program,
    table,
    xml,
)  # fmt: skip
from yingshang.rules.backends.columns import NotCompilable
from yingshang.rules.ir import Program

TYPES = """<itemDefinition name="tPerson">
<itemComponent name="pay"><typeRef>number</typeRef></itemComponent>
<itemComponent name="age"><typeRef>number</typeRef>
<allowedValues><text>[0..120]</text></allowedValues></itemComponent>
<itemComponent name="insured"><typeRef>boolean</typeRef></itemComponent>
<itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tStaff" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>"""

RATE = (
    '<businessKnowledgeModel id="bkm" name="rate"><variable name="rate"/><encapsulatedLogic>'
    '<formalParameter name="age" typeRef="number"/><formalParameter name="most" typeRef="number"/>'
    + table(["age"], ["o"], [("<30", "0.5"), ("[30..60)", "most / 100"), ("-", "null")],
            policy="FIRST")
    + "</encapsulatedLogic></businessKnowledgeModel>"
)  # fmt: skip

EXPRESSIONS = """
count(staff)
count(staff[insured])
count(staff[item.pay > least])
sum(staff.pay)
sum(staff[pay > 2000].pay)
max(staff.age)
min(staff[insured = true].pay)
decimal(mean(staff.pay), 2)
some s in staff satisfies s.pay > least
every s in staff satisfies s.pay >= least
every s in staff satisfies s.insured
sum(for s in staff return s.pay * 12)
sum(for s in staff return rate(s.age, 50))
sum(for s in staff return if s.insured then s.pay else 0)
count(staff[insured]) / count(staff) >= 0.5
some s in staff satisfies years and months duration(s.born, date("2022-06-30")).years > 25
if count(staff) > 2 then sum(staff.pay) else least
all(for s in staff return s.insured)
sum(staff[age < 60].pay) > sum(staff[age >= 60].pay)
list contains(staff.age, 60)
{n: count(staff), t: sum(staff.pay)}.t
""".strip().splitlines()


def firms() -> list[dict[str, object]]:
    """Sixty firms with none to five people each; some data missing, some people too old."""
    chance = Random(3)  # noqa: S311 - a repeatable population
    found: list[dict[str, object]] = []
    for key in range(60):
        pays = [None, Decimal("1000.00"), Decimal("2500.50")] if key % 3 else [Decimal("2500.50")]
        ages = [18, 40, 130] if key % 4 == 0 else [18, 30, 59, 60, None]
        insured = [True, False, None] if key % 2 else [True]
        staff = [
            {
                "pay": chance.choice(pays), "age": chance.choice(ages),
                "insured": chance.choice(insured),
                "born": chance.choice([date(1990, 1, 31), None, date(2000, 2, 29)]),
            }
            for _ in range(chance.choice([0, 0, 1, 2, 5]))
        ]  # fmt: skip
        found.append({"least": chance.choice([None, 1000, 2500]), "staff": staff})
    return found


def tables() -> tuple[pa.Table, pa.Table]:
    parents = pa.table(
        {"key": pa.array(range(60), pa.int64()),
         "least": pa.array([firm["least"] for firm in firms()], pa.int64())}
    )  # fmt: skip
    people = [{"parent": key, **one} for key, firm in enumerate(firms()) for one in firm["staff"]]  # type: ignore[attr-defined]  # a list
    schema = pa.schema(
        [("parent", pa.int64()), ("pay", pa.decimal128(10, 2)), ("age", pa.int32()),
         ("insured", pa.bool_()), ("born", pa.date32())]
    )  # fmt: skip
    return parents, pa.Table.from_pylist(people, schema)


def model(text: str) -> Program:
    inputs = {"least": "number", "staff": "tStaff"}
    return program(xml(inputs, {DECISION: literal(text)}, types=TYPES, more=RATE))


@pytest.mark.parametrize("start", range(0, len(EXPRESSIONS), 7))
def test_seven_questions_about_the_staff_of_each_firm(start: int) -> None:
    seven = EXPRESSIONS[start : start + 7]
    made = model("{" + ", ".join(f"x{n}: {text}" for n, text in enumerate(seven)) + "}")
    parents, people = tables()
    answers, _ = decided_in_columns(made, parents, children={"staff": (people, "parent", "key")})
    wanted = decided_one_by_one(made, firms(), {})
    for firm, given, expected in zip(firms(), answers, wanted, strict=True):
        assert given == plain(expected), firm


def test_child_rows_have_no_order_to_take_one_by() -> None:
    parents, people = tables()
    with pytest.raises(NotCompilable) as caught:
        decided_in_columns(
            model("staff[1].pay"), parents, children={"staff": (people, "parent", "key")}
        )
    assert [refusal.code for refusal in caught.value.refusals] == ["position_in_list"]
