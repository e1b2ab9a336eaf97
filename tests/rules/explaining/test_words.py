"""Conditions in plain words, and what became of every rule."""

from decimal import Decimal

import pytest

from tests.rules.models import decision, input_data, model, needs_input
from tests.rules.random_tables import table
from yingshang.rules import Model, ir
from yingshang.rules.explaining.conditions import phrase
from yingshang.rules.explaining.structure import Outcome
from yingshang.rules.lowering import lower
from yingshang.rules.syntax.feel import Scope, parse_tests


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("< 30", "小于30", "be less than 30"),
        ("[12..24)", "不小于12且小于24", "be at least 12 and be less than 24"),
        ('"大型", "中型"', "为大型或中型", "be 大型 or 中型"),
        ("not(1, 2)", "不为1或2", "not be 1 or 2"),
        ("< 1, > 5", "小于1或大于5", "be less than 1 or be more than 5"),
        ("not(> 5)", "不满足“大于5”", "not satisfy “be more than 5”"),
        ("true", "为是", "be yes"),
        ('@"2024-02-29"', "为2024-02-29", "be 2024-02-29"),
        ("string length(?) > 3", "满足“string length(?) > 3”", "satisfy “string length(?) > 3”"),
        ("-", "任意值", "anything"),
    ],
)
def test_a_cell_is_said_in_plain_words(text: str, chinese: str, english: str) -> None:
    said = phrase(parse_tests(text, Scope(), ir.Binding("?")).tests)
    assert (said.words("zh"), said.words("en"), said.text) == (chinese, english, text)


def made(*rules: tuple[tuple[str, str], str], policy: str) -> Model:
    names = {"n": "number", "m": "number"}
    box = table(["n", "m"], list(rules), policy)
    body = "".join(input_data(name, type_) for name, type_ in names.items())
    return Model(lower(model(body + decision("d", box, *map(needs_input, names))), {}))


def test_under_first_the_rules_after_the_first_match_are_not_looked_at() -> None:
    first = made((("> 5", "-"), "1"), (("> 1", "-"), "2"), (("-", "-"), "3"), policy="FIRST")
    decided = first.decide("d", {"n": 3, "m": 0})
    assert decided.explanation is not None
    (step,) = decided.explanation.tables()
    assert [rule.outcome for rule in step.rules] == [
        Outcome.FAILED, Outcome.MATCHED, Outcome.NOT_REACHED
    ]  # fmt: skip
    assert "第 3 条规则未看：前面已有规则符合。" in decided.text("zh")


def test_a_cell_that_waits_for_another_datum_says_so() -> None:
    unique = made((("> m", "-"), "1"), policy="UNIQUE")
    decided = unique.decide("d", {"n": 3})
    assert decided.missing == ("m",)
    assert "“n” is 3; it would have to satisfy “> m”, which is not known." in decided.text("en")


def test_no_rule_that_applies_is_said_with_what_became_null() -> None:
    unique = made((("> 5", "-"), "1"), policy="UNIQUE")
    text = unique.decide("d", {"n": 3, "m": None}).text("en")
    assert "No rule applies." in text
    assert "Note: No rule of the table" in text


def test_what_is_the_same_for_every_value_is_known_anyway() -> None:
    rules = ((("> 5", "-"), "1"), (("<= 5", "-"), "1"), (("null", "-"), "1"))
    decided = made(*rules, policy="UNIQUE").decide("d", {"m": 1})
    assert decided.is_known_anyway
    assert decided.value == Decimal(1)
    assert "whatever the information that was not given" in decided.text("en")
