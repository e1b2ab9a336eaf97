"""What allowed values say about the size of a number."""

from decimal import Decimal
from math import ceil, floor

from yingshang.rules.backends.columns.compiling.scope import Scope, shape_of
from yingshang.rules.backends.columns.kinds import Number
from yingshang.rules.backends.columns.plan import Literal
from yingshang.rules.backends.columns.shapes import Interval, Items, Shape
from yingshang.rules.ir import CompareTest, Comparison, ExpressionTest, Test, Tests

Limits = tuple[Decimal | None, Decimal | None]
UNLIMITED: Limits = (None, None)


def narrowed(kind: Number, tests: Tests, scope: Scope) -> Number:
    """The kind of those numbers that pass the tests."""
    if tests.is_negated or not tests.tests:
        return kind
    low, high = _either([_of_test(test, scope) for test in tests.tests])
    unit = Decimal(10) ** kind.scale
    lowest = kind.low if low is None else max(kind.low, ceil(low * unit))
    highest = kind.high if high is None else min(kind.high, floor(high * unit))
    return Number(min(lowest, highest), highest, kind.scale)


def _either(limits: list[Limits]) -> Limits:
    lows, highs = [low for low, _ in limits], [high for _, high in limits]
    known_lows = [low for low in lows if low is not None]
    known_highs = [high for high in highs if high is not None]
    return (
        min(known_lows) if len(known_lows) == len(lows) else None,
        max(known_highs) if len(known_highs) == len(highs) else None,
    )


def _of_test(test: Test, scope: Scope) -> Limits:
    if isinstance(test, CompareTest):
        value = _number(shape_of(test.operand, scope))
        match test.operator:
            case Comparison.LESS | Comparison.LESS_EQUAL:
                return None, value
            case Comparison.GREATER | Comparison.GREATER_EQUAL:
                return value, None
            case Comparison.EQUAL:
                return value, value
            case _:
                pass
        return UNLIMITED
    if isinstance(test, ExpressionTest) and not test.uses_value:
        return _of_shape(shape_of(test.expression, scope))
    return UNLIMITED


def _of_shape(shape: Shape) -> Limits:
    match shape:
        case Interval(unary=None, low=low, high=high):
            return _number(low), _number(high)
        case Items(elements=elements) if elements:
            return _either([_of_shape(element) for element in elements])
    value = _number(shape)
    return value, value


def _number(shape: Shape | None) -> Decimal | None:
    if isinstance(shape, Literal) and isinstance(shape.value, Decimal):
        return shape.value
    return None
