"""Functions of numbers. Source: DMN 1.5, 10.3.4.5."""

from yingshang.rules.backends.columns.arithmetic import NULL, calculate, figure, negative
from yingshang.rules.backends.columns.comparing import order
from yingshang.rules.backends.columns.compiling.calling import InColumns, in_columns
from yingshang.rules.backends.columns.compiling.functions.arguments import (
    number,
    number_or_ratio,
    whole_constant,
)
from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.kinds import TRUTH
from yingshang.rules.backends.columns.logic import case, negation
from yingshang.rules.backends.columns.numbers import size_of
from yingshang.rules.backends.columns.plan import (
    UNKNOWN,
    Literal,
    Plan,
    Rounding,
    Within,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.rounding import rounded
from yingshang.rules.backends.columns.shapes import Ratio, Shape, Span

ZERO = constant_number(0)
MOST_PLACES = 30


def _rounder(name: str, rounding: Rounding) -> InColumns:
    def compute(value: Shape, scale: Shape = ZERO, *, scope: Scope) -> Shape:
        places = whole_constant(scale, name)
        if abs(places) > MOST_PLACES:
            raise Refused("quotient_too_fine", places=places)
        return rounded(number_or_ratio(value, name), places, rounding, scope.stages)

    return in_columns(name)(compute)


_rounder("decimal", "half even")
_rounder("floor", "floor")
_rounder("ceiling", "ceiling")
_rounder("round up", "up")
_rounder("round down", "down")
_rounder("round half up", "half up")
_rounder("round half down", "half down")


@in_columns("abs")
def _absolute(value: Shape, *, scope: Scope) -> Shape:
    if isinstance(value, Span):
        return Span(_size(value.amount), value.is_months)
    return _size(number(value, "abs"))


def _size(value: Plan) -> Plan:
    kind = size_of(figure(value))
    found = case([(order("<", value, ZERO), negative(value))], value)
    return found if found is value else Within(kind, found, nullable=value.nullable)


@in_columns("modulo")
def _modulo(dividend: Shape, divisor: Shape, *, scope: Scope) -> Shape:
    """`dividend - divisor * floor(dividend / divisor)`, for a constant divisor."""
    left, right = number(dividend, "modulo"), number(divisor, "modulo")
    if not isinstance(right, Literal):
        raise Refused("argument_not_constant", function="modulo")
    return _remainder(left, right, scope)


def _remainder(left: Plan, right: Plan, scope: Scope) -> Plan:
    kept = scope.stages.keep(left, "dividend")
    if isinstance(right, Literal) and not right.value:
        return NULL
    turns = scope.stages.keep(rounded(Ratio(kept, right), 0, "floor", scope.stages), "turns")
    return calculate("-", kept, calculate("*", turns, right))


@in_columns("even")
def _even(value: Shape, *, scope: Scope) -> Shape:
    return order("=", _remainder(number(value, "even"), constant_number(2), scope), ZERO)


@in_columns("odd")
def _odd(value: Shape, *, scope: Scope) -> Shape:
    return order(
        "=", _remainder(number(value, "odd"), constant_number(2), scope), constant_number(1)
    )


@in_columns("not")
def _not(value: Shape, *, scope: Scope) -> Shape:
    if isinstance(value, Plan) and value.kind == TRUTH:
        return negation(value)
    return UNKNOWN
