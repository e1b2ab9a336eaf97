"""Numeric functions, by the examples of table 76 and around its edges."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.functions.calls import call, refused, value


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (("decimal", "#0.333", 2), "#0.33"),
        (("decimal", "#1.5", 0), 2),
        (("decimal", "#2.5", 0), 2),
        (("decimal", "#-2.5", 0), -2),
        (("decimal", 1250, -2), 1200),
        (("floor", "#-1.56", 1), "#-1.6"),
        (("floor", "#-1.5"), -2),
        (("ceiling", "#1.5"), 2),
        (("ceiling", "#-0.3"), 0),
        (("round up", "#-5.5", 0), -6),
        (("round up", "#1.121", 2), "#1.13"),
        (("round down", "#-5.5", 0), -5),
        (("round down", "#1.126", 2), "#1.12"),
        (("round half up", "#5.5", 0), 6),
        (("round half up", "#-1.126", 2), "#-1.13"),
        (("round half down", "#5.5", 0), 5),
        (("round half down", "#-5.51", 0), -6),
        (("round up", "#5.5", 6176), "#5.5"),
        (("abs", -10), 10),
        (("abs", "@-PT5H"), "@PT5H"),
        (("abs", "@-P5M"), "@P5M"),
        (("modulo", 12, 5), 2),
        (("modulo", -12, 5), 3),
        (("modulo", 12, -5), -3),
        (("modulo", -12, -5), -2),
        (("modulo", "#10.1", "#4.5"), "#1.1"),
        (("modulo", "#-10.1", "#4.5"), "#3.4"),
        (("sqrt", 16), 4),
        (("sqrt", 2), "#1.414213562373095048801688724209698"),
        (("log", 10), "#2.302585092994045684017991454684364"),
        (("exp", 5), "#148.4131591025766034211155800405523"),
        (("odd", 5), True),
        (("odd", -1), True),
        (("odd", "#1.5"), False),
        (("even", 0), True),
        (("even", "#1E+6000"), True),
        (("even", "#2.5"), False),
    ],
)
def test_a_numeric_function_gives(given_: tuple[str, object], wanted: object) -> None:
    found = call(*given_)
    assert found == value(wanted)
    assert str(found) != "-0"


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (("decimal", 1, 6177), "scale_out_of_range"),
        (("round up", "#5.5", -6112), "scale_out_of_range"),
        (("modulo", 10, 0), "division_by_zero"),
        (("sqrt", -1), "outside_domain"),
        (("log", 0), "outside_domain"),
        (("exp", "#1E+9"), "outside_domain"),
        (("abs", "@2024-01-01"), "wrong_argument"),
    ],
)
def test_a_numeric_function_refuses(given_: tuple[str, object], code: str) -> None:
    assert refused(*given_) == code


@settings(max_examples=100, deadline=None)
@given(
    st.integers(-(10**12), 10**12),
    st.integers(-(10**6), 10**6).filter(bool),
)
def test_modulo_is_pythons_for_whole_numbers(dividend: int, divisor: int) -> None:
    assert call("modulo", dividend, divisor) == dividend % divisor


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 6))
def test_floor_and_ceiling_hold_the_number_between_them(n: int, scale: int, wanted: int) -> None:
    number = Decimal(n).scaleb(-scale)
    low, high = call("floor", number, wanted), call("ceiling", number, wanted)
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    assert low <= number <= high
    assert high - low in (0, Decimal(1).scaleb(-wanted))
