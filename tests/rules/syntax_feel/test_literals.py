"""Numbers, strings and `@` literals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.syntax_feel.sketch import meant, problems
from yingshang.rules.ir import Constant, Node
from yingshang.rules.syntax.feel import Scope, parse_expression
from yingshang.rules.values import Value, show

CONSTANTS: list[tuple[str, Value]] = [
    ("0", Decimal(0)),
    ("007", Decimal(7)),
    (".5", Decimal("0.5")),
    ("1.50", Decimal("1.50")),
    ("-1.5", Decimal("-1.5")),
    ("1.2e3", Decimal(1200)),
    ("1E-3", Decimal("0.001")),
    (".5e+1", Decimal(5)),
    ("1234567890123456789012345678901234567", Decimal("1234567890123456789012345678901235E3")),
    ('""', ""),
    (r'"a\"b"', 'a"b'),
    (r'"\\"', "\\"),
    (r'"\n\r\t\'\""', "\n\r\t'\""),
    (r'"\u00e9\U01F40E"', "é🐎"),
    (r'"\uD83D\uDCA9"', "💩"),
    (r'"\\u0041"', "\\u0041"),
    (r'"\d+\."', r"\d+\."),
    (r'"\u12"', r"\u12"),
    ('"// no comment /* here"', "// no comment /* here"),
    ('"two\nlines"', "two\nlines"),
    ("true", True),
    ("null", None),
]


@pytest.mark.parametrize(("text", "value"), CONSTANTS)
def test_a_literal_is(text: str, value: Value) -> None:
    node = parse_expression(text, Scope()).node
    assert node == Constant(value)
    assert _constant(node) == value


def test_there_is_no_negative_zero() -> None:
    assert str(_constant(parse_expression("-0", Scope()).node)) == "0"


TEMPORAL = [
    ('@"2024-02-29"', "date"),
    ('@"10:30:00+08:00"', "time"),
    ('@"2024-02-29T10:30:00@Asia/Shanghai"', "date and time"),
    ('@"P1DT2H"', "days and time duration"),
    ('@"-P1Y"', "years and months duration"),
]


@pytest.mark.parametrize(("text", "kind"), TEMPORAL)
def test_an_at_literal_has_a_type(text: str, kind: str) -> None:
    assert str(parse_expression(text, Scope()).node.type) == kind


WRONG = [
    ('@"2023-02-29"', "bad_temporal"),
    ('@"soon"', "bad_temporal"),
    ("@today", "string_missing"),
    ("@", "string_missing_at_end"),
    ('"open', "string_not_closed"),
    (r'"open\"', "string_not_closed"),
    ('"', "string_not_closed"),
    ('"\\', "string_not_closed"),
    (r'"\uD83D"', "bad_escape"),
    (r'"\UFFFFFF"', "bad_escape"),
    ("1e99999", "number_too_large"),
    ("1.", "name_missing_at_end"),
]


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_wrong_literal_is_named(text: str, code: str) -> None:
    assert problems(text) == [code]
    assert meant(text) == f"<{code}>"


@given(st.one_of(st.text(), st.decimals(allow_nan=False, allow_infinity=False, places=6,
                                        min_value=-(10**20), max_value=10**20)))  # fmt: skip
def test_a_shown_value_reads_back(value: Value) -> None:
    node = parse_expression(show(value), Scope()).node
    assert _constant(node) == value


def _constant(node: Node) -> Value:
    assert isinstance(node, Constant)
    return node.value
