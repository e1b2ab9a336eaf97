"""The type of a value, and what becomes of it where a type is declared."""

from decimal import Decimal

import pytest

from tests.rules.functions.calls import value
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    NULL,
    NUMBER,
    STRING,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
)
from yingshang.rules.values import Range, Undefined, Value, conform, instance_of, type_of

_PERSON = ContextOf((("name", STRING), ("age", NUMBER)))


def _small(constraint: object, given: Value) -> bool:
    assert constraint == "< 10"
    return isinstance(given, Decimal) and given < 10


_SMALL = Constrained("tSmall", NUMBER, "< 10")
_ALL_SMALL = Constrained("tSmalls", ListOf(NUMBER), "< 10", of_elements=True)


class _Double:
    """A function as an engine makes one."""

    parameters = ("x",)

    def __call__(self, *given: Value) -> Value:
        return given[0]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (1, NUMBER),
        (True, BOOLEAN),
        ([], ListOf(ANY)),
        ([1, 2], ListOf(NUMBER)),
        ([1, "a"], ListOf(ANY)),
        ({"name": "a", "age": 1}, _PERSON),
        (Range(None, Decimal(1)), RangeOf(NUMBER)),
        (_Double(), FunctionOf((ANY,), ANY, ("x",))),
    ],
)
def test_a_value_has_its_type(given: object, wanted: Type) -> None:
    assert type_of(value(given)) == wanted


@pytest.mark.parametrize(
    ("given", "type_", "wanted"),
    [
        (None, ANY, False),
        (None, NULL, True),
        (1, ANY, True),
        (1, STRING, False),
        (256, Constrained("t255", NUMBER, "<= 255"), True),
        ([1, None], ListOf(NUMBER), True),
        ([1, "a"], ListOf(NUMBER), False),
        ([1], NUMBER, False),
        (1, ListOf(NUMBER), False),
        ({"name": "a", "age": 1, "x": 1}, _PERSON, True),
        ({"name": "a", "age": None}, _PERSON, True),
        ({"name": "a"}, _PERSON, False),
        (Range(Decimal(1), Decimal(2)), RangeOf(NUMBER), True),
        (Range("a", "b"), RangeOf(NUMBER), False),
        (_Double(), FunctionOf((ANY,), ANY), True),
        (_Double(), FunctionOf((ANY, ANY), ANY), False),
        (_Double(), NUMBER, False),
        ("@2024-01-01", DATE_TIME, False),
    ],
)
def test_a_value_is_an_instance_of(given: object, type_: Type, wanted: bool) -> None:
    assert instance_of(value(given), type_) is wanted


@pytest.mark.parametrize(
    ("given", "type_", "wanted"),
    [
        (None, NUMBER, None),
        (1, NUMBER, 1),
        ([1], NUMBER, 1),
        (1, ListOf(NUMBER), [1]),
        ([[1], 2], ListOf(NUMBER), [1, 2]),
        ([None], ListOf(NUMBER), [None]),
        ("@2024-01-01", DATE_TIME, "@2024-01-01T00:00:00Z"),
        (["@2024-01-01"], DATE, "@2024-01-01"),
        ({"name": ["a"], "age": 1, "x": 2}, _PERSON, {"name": "a", "age": 1, "x": 2}),
        ([1], ANY, [1]),
        (9, _SMALL, 9),
        ([1, 9], _ALL_SMALL, [1, 9]),
    ],
)
def test_a_value_becomes_what_the_border_wants(given: object, type_: Type, wanted: object) -> None:
    assert conform(value(given), type_, _small) == value(wanted)


@pytest.mark.parametrize(
    ("given", "type_", "code"),
    [
        ("1", NUMBER, "does_not_conform"),
        ([1, 2], NUMBER, "does_not_conform"),
        ([[1]], NUMBER, "does_not_conform"),
        ([], NUMBER, "does_not_conform"),
        ([1, "a"], ListOf(NUMBER), "does_not_conform"),
        ({"name": "a"}, _PERSON, "member_missing"),
        (1, _PERSON, "does_not_conform"),
        ("@2024-01-01T00:00:00", DATE, "does_not_conform"),
        (10, _SMALL, "value_not_allowed"),
        ([1, 10], _ALL_SMALL, "value_not_allowed"),
        ([1, 10], ListOf(_SMALL), "value_not_allowed"),
        (10, Constrained("tSmaller", _SMALL), "value_not_allowed"),
    ],
)
def test_a_value_that_does_not_fit_the_border_is_refused(
    given: object, type_: Type, code: str
) -> None:
    with pytest.raises(Undefined) as caught:
        conform(value(given), type_, _small)
    assert caught.value.code == code
