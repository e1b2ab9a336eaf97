"""What a firm states of itself: read by type, only where nobody knows, and always told apart."""

from datetime import date
from decimal import Decimal

import pytest

from tests.city.benefits.desk import REFUND, Desk, due_fen
from tests.city.benefits.matching.hall import line, look
from yingshang.city.benefits.matching.statements import (
    NothingToState,
    WrongStatement,
    back,
    kept,
    stated,
)
from yingshang.city.benefits.matching.types import Group, Origin
from yingshang.core.facts.listing import Element

CLEAN = {"is_zombie": "否", "is_discredited": "no"}


def element(type_: str, **more) -> Element:
    return Element.model_validate(
        {"code": "x", "name": "某项", "name_en": "It", "type": type_, "owner": "tax",
         "rhythm": "yearly", "sensitivity": "internal", "source": "illustrative", **more},
        strict=False,
    )  # fmt: skip


def test_with_its_statements_the_firm_sees_what_would_come_out(desk: Desk) -> None:
    found = line(look(8, statements=CLEAN), REFUND)
    assert (found.group, found.amount_fen) == (Group.ELIGIBLE, due_fen(8))
    assert found.by_statement == ("is_discredited", "is_zombie")
    origins = {one.element: one.origin for one in found.seen if one.element}
    assert origins["is_zombie"] is Origin.STATEMENT
    assert origins["premium_months"] is Origin.OFFICE


def test_a_statement_against_the_firm_counts_as_well(desk: Desk) -> None:
    found = line(look(8, statements=CLEAN | {"is_zombie": "是"}), REFUND)
    assert found.group is Group.INELIGIBLE


def test_what_an_office_says_cannot_be_stated_otherwise(desk: Desk) -> None:
    with pytest.raises(NothingToState):
        look(6, statements={"premium_months": "12"})
    with pytest.raises(NothingToState):
        look(6, statements={"no_such_element": "12"})


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("integer", " 12 ", 12),
        ("money", "1,234.50", 123450),
        ("decimal", "19.50", Decimal("19.5")),
        ("boolean", "是", True),
        ("boolean", "No", False),
        ("date", "2022-07-31", date(2022, 7, 31)),
        ("text", "机械", "机械"),
    ],
)
def test_a_statement_is_read_by_its_type_and_comes_back_as_it_was_kept(
    type_: str, text: str, value: object
) -> None:
    found = stated(element(type_), text)
    assert found == value
    if type_ != "money":
        assert back(element(type_), kept({"x": found})["x"]) == value


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("integer", "12.5"), ("integer", ""), ("integer", "9" * 30), ("money", "1.234"),
        ("money", "NaN"), ("money", "1e30"), ("boolean", "perhaps"), ("date", "31/7/2022"),
        ("choice", "别的"), ("decimal", "Infinity"), ("text", "  "),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_with_what_was_wanted(type_: str, text: str) -> None:
    more = {"choices": ["甲", "乙"]} if type_ == "choice" else {}
    with pytest.raises(WrongStatement) as refused:
        stated(element(type_, **more), text)
    assert refused.value.field == "x"


def test_bounds_are_in_the_unit_of_delivery() -> None:
    bounded = element("money", minimum="1", maximum="2")
    assert stated(bounded, "2.00") == 200
    with pytest.raises(WrongStatement):
        stated(bounded, "2.01")
