"""Operators have a value or say why not, for any two values; and they agree with each other."""

from functools import partial

from hypothesis import given, settings

from tests.rules.values.reasons import can_be_told, value_or_reason
from tests.rules.values.strategies import VALUES
from yingshang.rules.values import (
    Undefined,
    Value,
    instance_of,
    kind_of,
    operators,
    show,
    text_of,
    type_of,
)

_BINARY = [
    operators.add,
    operators.subtract,
    operators.multiply,
    operators.divide,
    operators.power,
    operators.equal,
    operators.less,
    operators.less_equal,
    operators.is_in,
    operators.is_same,
]


@settings(max_examples=100, deadline=None)
@given(left=VALUES, right=VALUES)
def test_an_operator_raises_undefined_and_nothing_else(left: Value, right: Value) -> None:
    for operator in _BINARY:
        found = value_or_reason(partial(operator, left, right))
        assert can_be_told(found) if isinstance(found, Undefined) else kind_of(found)


@settings(max_examples=60, deadline=None)
@given(value=VALUES)
def test_every_value_equals_itself_is_of_its_type_and_can_be_shown(value: Value) -> None:
    assert operators.equal(value, value)
    assert operators.is_same(value, value)
    assert value is None or instance_of(value, type_of(value))
    assert show(value)
    assert isinstance(text_of(value), str)


@settings(max_examples=60, deadline=None)
@given(left=VALUES, right=VALUES)
def test_what_is_less_is_not_equal_and_not_greater(left: Value, right: Value) -> None:
    is_less = value_or_reason(lambda: operators.less(left, right))
    if isinstance(is_less, Undefined):
        assert isinstance(value_or_reason(lambda: operators.less(right, left)), Undefined)
        return
    assert is_less is not operators.less_equal(right, left)
    if is_less:
        assert not operators.compare(">", left, right)
        assert type(left) is not type(right) or not operators.equal(left, right)
