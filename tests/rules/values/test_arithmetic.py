"""Arithmetic, by tables 57 to 61, and numbers against Python's decimals."""

from decimal import Context, Decimal, DecimalException

import pytest
from hypothesis import given, settings

from tests.rules.functions.calls import value
from tests.rules.values.strategies import NUMBERS
from yingshang.rules.values import Undefined, number_of, operators, text_of

_OPERATORS = {
    "+": operators.add,
    "-": operators.subtract,
    "*": operators.multiply,
    "/": operators.divide,
    "**": operators.power,
}


@pytest.mark.parametrize(
    ("left", "operator", "right", "wanted"),
    [
        (1, "+", 2, 3),
        ("#1.10", "+", "#2.2", "#3.30"),
        (1, "/", 3, "#0.3333333333333333333333333333333333"),
        (2, "/", 3, "#0.6666666666666666666666666666666667"),
        (5, "**", -2, "#0.04"),
        (4, "**", "#0.5", 2),
        (0, "**", 0, 1),
        ("a", "+", "b", "ab"),
        ("@P1D", "+", "@PT24H", "@P2D"),
        ("@P1Y", "-", "@P2M", "@P10M"),
        ("@P4DT1H", "*", "#1.5", "@P6DT1H30M"),
        ("#-2.5", "*", "@P1Y11M", "@-P4Y9M"),
        ("@P10Y11M", "/", "#2.5", "@P4Y4M"),
        ("@P10D", "/", "@P5D", 2),
        ("@P10Y", "/", "@P5Y", 2),
        ("@2021-01-31", "+", "@P1M", "@2021-02-28"),
        ("@P1M", "+", "@2024-01-31", "@2024-02-29"),
        ("@2024-02-29", "-", "@P1Y", "@2023-02-28"),
        ("@2021-01-01", "+", "@PT36H", "@2021-01-02"),
        ("@2021-01-02", "-", "@PT1H", "@2021-01-01"),
        ("@2021-01-02", "-", "@-PT1H", "@2021-01-02"),
        ("@2021-01-02", "-", "@1995-01-01", "@P9498D"),
        ("@2021-01-02T00:00:00Z", "-", "@2021-01-02", "@PT0S"),
        ("@2021-01-02T10:10:10+01:00", "-", "@2021-01-01", "@P1DT9H10M10S"),
        ("@2021-01-02T10:10:10@Europe/Paris", "-", "@2021-01-01T10:10:10@Asia/Dhaka", "@P1DT5H"),
        ("@2021-01-01T10:10:10", "+", "@P1DT1H", "@2021-01-02T11:10:10"),
        ("@2021-03-28T01:30:00@Europe/Paris", "+", "@PT1H", "@2021-03-28T03:30:00@Europe/Paris"),
        ("@2021-03-27T02:30:00@Europe/Paris", "+", "@P1M", "@2021-04-27T02:30:00@Europe/Paris"),
        ("@10:15:00", "+", "@PT14H", "@00:15:00"),
        ("@10:15:00", "-", "@PT11H", "@23:15:00"),
        ("@10:10:10", "-", "@11:10:10", "@-PT1H"),
        ("@10:10:10+02:00", "-", "@10:10:10Z", "@-PT2H"),
    ],
)
def test_an_operation_gives(left: object, operator: str, right: object, wanted: object) -> None:
    found = _OPERATORS[operator](value(left), value(right))
    assert found == value(wanted)
    assert text_of(found) == text_of(value(wanted))


@pytest.mark.parametrize(
    ("left", "operator", "right", "code"),
    [
        (1, "+", None, "null_operand"),
        (None, "**", None, "null_operand"),
        (1, "+", "1", "wrong_operands"),
        (True, "+", True, "wrong_operands"),
        ([1], "*", [1], "wrong_operands"),
        ("a", "-", "a", "wrong_operands"),
        (1, "/", 0, "division_by_zero"),
        ("@P1D", "/", 0, "division_by_zero"),
        ("@P1D", "/", "@P0D", "division_by_zero"),
        ("@P1D", "/", "@P1Y", "wrong_operands"),
        (0, "**", -1, "division_by_zero"),
        (-1, "**", "#0.5", "number_out_of_range"),
        ("#1E+6144", "*", 10, "number_out_of_range"),
        ("#1E-6000", "*", "#1E-6000", "number_out_of_range"),
        (10, "**", "#1E+30", "number_out_of_range"),
        ("@P1D", "*", "#1E+6000", "duration_out_of_range"),
        ("@P1D", "/", "#1E-6000", "duration_out_of_range"),
        ("@2021-01-01", "+", "@2021-01-01", "wrong_operands"),
        ("@2021-01-01", "-", "@10:00:00", "wrong_operands"),
        ("@2021-01-01T00:00:00", "-", "@2021-01-02", "zone_missing"),
        ("@2021-01-02T10:10:10@Europe/Paris", "-", "@2021-01-01T10:10:10", "zone_missing"),
        ("@10:00:00Z", "-", "@10:00:00", "zone_missing"),
        ("@999999999-12-31", "+", "@P1D", "no_such_date"),
    ],
)
def test_an_operation_without_meaning_says_why(
    left: object, operator: str, right: object, code: str
) -> None:
    with pytest.raises(Undefined) as caught:
        _OPERATORS[operator](value(left), value(right))
    assert caught.value.code == code


@pytest.mark.parametrize(("operand", "wanted"), [(5, -5), (0, 0), ("@P1D", "@-P1D")])
def test_a_negation_gives(operand: object, wanted: object) -> None:
    assert text_of(operators.negate(value(operand))) == text_of(value(wanted))


@pytest.mark.parametrize("operand", [None, "1", [1], "@2021-01-01"])
def test_a_negation_without_meaning_is_refused(operand: object) -> None:
    with pytest.raises(Undefined):
        operators.negate(value(operand))


_DECIMAL128 = Context(prec=34, Emin=-6143, Emax=6144)


@settings(max_examples=200, deadline=None)
@given(NUMBERS, NUMBERS)
def test_numbers_are_calculated_as_decimal128(left: Decimal, right: Decimal) -> None:
    for sign, theirs in (("+", "add"), ("-", "subtract"), ("*", "multiply"), ("/", "divide")):
        try:
            wanted: Decimal | None = getattr(_DECIMAL128.copy(), theirs)(left, right)
        except DecimalException:
            wanted = None
        if wanted is None or (not wanted and left and right and sign in "*/"):
            with pytest.raises(Undefined):
                _OPERATORS[sign](left, right)
        elif wanted and wanted.adjusted() < _DECIMAL128.Emin:
            continue  # below the normal numbers: exact ones are kept, others refused
        else:
            assert _OPERATORS[sign](left, right) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("1.50", "1.50"), ("1e3", "1000"), ("1.2E-3", "0.0012"), (".5", "0.5"), ("-0.0", "0.0"),
     ("1" * 40, "1" * 34 + "0" * 6)],
)  # fmt: skip
def test_a_number_is_written_in_digits(text: str, wanted: str) -> None:
    assert text_of(number_of(text)) == wanted


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "1_000", "１", "1e9999", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Undefined):
        number_of(text)
