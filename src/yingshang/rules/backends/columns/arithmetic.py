"""Arithmetic of plans, exact or refused: `+ - *`, and quotients until somebody rounds them."""

from decimal import Decimal

from yingshang.rules.backends.columns import numbers
from yingshang.rules.backends.columns.kinds import NOTHING, Number, number_of
from yingshang.rules.backends.columns.plan import (
    ArithmeticSign,
    Calculated,
    Literal,
    Plan,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio
from yingshang.rules.values import Undefined, Value, operators

NULL = Literal(NOTHING, None)

_RESULTS = {"+": numbers.plus, "-": numbers.minus, "*": numbers.times}
_NEUTRAL = {"+": Number(0, 0), "-": Number(0, 0), "*": Number(1, 1)}
_FOLDS = {"+": operators.add, "-": operators.subtract, "*": operators.multiply}


def figure(plan: Plan) -> Number:
    """The kind of a number. *Errors*: `Refused` (`not_a_number`)."""
    if not isinstance(plan.kind, Number):
        raise Refused("not_a_number", kind=type(plan.kind).__name__)
    return plan.kind


def calculate(sign: ArithmeticSign, left: Plan, right: Plan, *, most: int = 34) -> Plan:
    """`left sign right`, null when either is. *Errors*: `Refused` past `most` digits."""
    if NOTHING in (left.kind, right.kind):
        return NULL
    kind = numbers.kept(_RESULTS[sign](figure(left), figure(right)), most=most)
    if isinstance(left, Literal) and isinstance(right, Literal):
        return _folded(sign, left, right)
    if right.kind == _NEUTRAL[sign] and isinstance(right, Literal):
        return left
    return Calculated(kind, sign, left, right, nullable=left.nullable or right.nullable)


def _folded(sign: ArithmeticSign, left: Literal, right: Literal) -> Plan:
    try:
        value: Value = _FOLDS[sign](left.value, right.value)  # type: ignore[arg-type]  # numbers
    except Undefined:
        return NULL
    assert isinstance(value, Decimal)  # noqa: S101 - of numbers
    return Literal(number_of(value), value)


def negative(plan: Plan) -> Plan:
    """The number with the other sign."""
    return calculate("-", constant_number(0), plan)


def divide(left: Plan, right: Plan) -> Plan | Ratio:
    """`left / right`: exact where the divisor is a constant of twos and fives, else a ratio."""
    if NOTHING in (left.kind, right.kind):
        return NULL
    figure(left), figure(right)
    if not isinstance(right, Literal):
        return Ratio(left, right)
    if not right.value:
        return NULL
    assert isinstance(right.value, Decimal)  # noqa: S101 - a literal number
    inverse = _inverse(right.value)
    return Ratio(left, right) if inverse is None else calculate("*", left, inverse)


def _inverse(divisor: Decimal) -> Literal | None:
    """The exact decimal 1/divisor, when there is a short one."""
    numerator, denominator = divisor.as_integer_ratio()
    for places in range(20):
        units, rest = divmod(denominator * 10**places, numerator)
        if rest == 0:
            return constant_number(units, places)
    return None
