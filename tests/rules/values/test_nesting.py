"""Values nested without end are refused, not fallen over."""

from collections.abc import Callable

import pytest

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
