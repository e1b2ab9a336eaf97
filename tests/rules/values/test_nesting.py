"""Values nested without end are refused, not fallen over."""

from collections.abc import Callable

import pytest

from tests.rules.functions.calls import call
from tests.rules.values.reasons import value_or_reason
from yingshang.rules.types import NUMBER, ListOf
from yingshang.rules.values import (
    Undefined,
    Value,
    brief,
    conform,
    instance_of,
    operators,
    show,
    text_of,
    type_of,
)


def _nested() -> Value:
    value: Value = ()
    for _ in range(20_000):
        value = (value,)
    return value


@pytest.mark.parametrize(
    "compute",
    [
        lambda one, other: operators.equal(one, other),
        lambda one, other: operators.surely_equal(one, other),
        lambda one, other: operators.is_in(one, (other,)),
        lambda one, _: text_of(one),
    ],
)
def test_what_would_go_too_deep_is_undefined(compute: Callable[[Value, Value], Value]) -> None:
    found = value_or_reason(lambda: compute(_nested(), _nested()))
    assert isinstance(found, Undefined)
    assert found.code == "nested_too_deep"


def test_a_deep_value_can_be_shown_and_typed_in_part() -> None:
    value = _nested()
    assert show(value) == "…"
    assert brief(value) == "[" * 79 + "…"
    assert isinstance(type_of(value), ListOf)
    assert not instance_of(value, ListOf(NUMBER))
    with pytest.raises(Undefined):
        conform(value, ListOf(NUMBER), lambda _constraint, _value: True)


def test_a_long_value_is_cut_off_in_a_sentence() -> None:
    assert len(brief("x" * 1000)) == 80
    assert len(brief(tuple(map(str, range(100_000))))) == 80
    assert brief(("a", None)) == '["a", null]'


def _doubled() -> Value:
    value: Value = "a"
    for _ in range(60):
        value = (value, value)
    return value


def test_what_stands_in_many_places_is_compared_once() -> None:
    one, other = _doubled(), _doubled()
    assert operators.equal(one, other)
    assert operators.surely_equal({"a": one}, {"a": other})
    assert not operators.equal((one, "a"), (other, "b"))


@pytest.mark.parametrize(
    ("compute", "code"),
    [
        (lambda: text_of(_doubled()), "text_too_long"),
        (lambda: call("flatten", _doubled()), "list_too_long"),
        (lambda: call("concatenate", *(((None,) * 1_000_000,) * 6)), "list_too_long"),
        (lambda: call("string join", ["a" * 1_000_000] * 9, "b" * 1_000_000), "text_too_long"),
        (lambda: call("replace", "a" * 100, "a", "b" * 200_000), "text_too_long"),
        (lambda: operators.add("a" * 5_000_001, "b" * 5_000_000), "text_too_long"),
    ],
)
def test_what_would_take_all_memory_is_undefined(compute: Callable[[], Value], code: str) -> None:
    found = value_or_reason(compute)
    assert isinstance(found, Undefined)
    assert found.code == code
