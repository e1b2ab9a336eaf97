"""Comparisons as FEEL has them. Source: DMN 1.5, 10.3.2.13.

Null equals null and nothing else; nothing is before or after null; what is of different kinds
cannot be compared. Quotients are compared as products, with the sign of the divisor in mind.
"""

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from yingshang.rules.backends.columns import numbers
from yingshang.rules.backends.columns.arithmetic import calculate, figure
from yingshang.rules.backends.columns.kinds import NOTHING, TRUTH, Number
from yingshang.rules.backends.columns.logic import all_of, any_of, case, is_null, negation
from yingshang.rules.backends.columns.plan import (
    FALSE,
    TRUE,
    UNKNOWN,
    Column,
    Compared,
    Comparison,
    Literal,
    Plan,
    Same,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Interval, Items, Ratio, Record, Shape, Span

ORDERS: dict[Comparison, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_FLIPPED: dict[Comparison, Comparison] = {
    "=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=",
}  # fmt: skip
ZERO = constant_number(0)


def compared(operator: Comparison, left: Shape, right: Shape) -> Plan:
    """`left operator right`. *Errors*: `Refused` for what has no columns to compare."""
    if operator == "!=":
        return negation(compared("=", left, right))
    if operator == "=":
        return equal(left, right)
    match left, right:
        case Ratio(), Ratio() | Plan():
            return _ratio_order(operator, left, right)
        case Plan(), Ratio():
            return _ratio_order(_FLIPPED[operator], right, left)
        case Span(), Span() if left.is_months == right.is_months:
            return order(operator, left.amount, right.amount)
        case Plan(), Plan():
            return order(operator, left, right)
        case _:
            pass
    return UNKNOWN


def order(operator: Comparison, left: Plan, right: Plan) -> Plan:
    """`left operator right` of two plans, null when either is, or when they have no order."""
    if not _comparable(left, right) or (left.kind == TRUTH and operator not in ("=", "!=")):
        return UNKNOWN
    if isinstance(left, Literal) and isinstance(right, Literal):
        return _folded(operator, left, right)
    if isinstance(left.kind, Number) and isinstance(right.kind, Number):
        decided = _by_bounds(operator, left.kind, right.kind)
        if decided is not None and not (left.nullable or right.nullable):
            return decided
    return Compared(TRUTH, operator, left, right, nullable=left.nullable or right.nullable)


def _comparable(left: Plan, right: Plan) -> bool:
    if NOTHING in (left.kind, right.kind):
        return False
    return type(left.kind) is type(right.kind)


def _folded(operator: Comparison, left: Literal, right: Literal) -> Plan:
    one, other = left.value, right.value
    if one is None or other is None:
        return UNKNOWN
    return TRUE if ORDERS[operator](one, other) else FALSE


def _by_bounds(operator: Comparison, left: Number, right: Number) -> Plan | None:
    """The answer that the bounds alone give."""
    left, right = numbers.aligned(left, right)
    if operator in ("=", "!="):
        apart = left.high < right.low or right.high < left.low
        return None if not apart else TRUE if operator == "!=" else FALSE
    test = ORDERS[operator]
    answers = {test(a, b) for a in (left.low, left.high) for b in (right.low, right.high)}
    return None if len(answers) > 1 else TRUE if answers.pop() else FALSE


def equal(left: Shape, right: Shape) -> Plan:
    """`left = right`: null equals null only; null when the kinds differ."""
    for one, other in ((left, right), (right, left)):
        if isinstance(other, Literal) and other.value is None:
            return missing(one)
    left, right = _unchecked(left, right), _unchecked(right, left)
    match left, right:
        case Ratio(), Ratio() | Plan():
            return _ratio_equal(left, right)
        case Plan(), Ratio():
            return _ratio_equal(right, left)
        case Span(), Span() if left.is_months == right.is_months:
            return _same(left.amount, right.amount)
        case Plan(), Plan() if type(left.kind) is type(right.kind):
            return _same(left, right)
        case (Record() | Items() | Interval(), _) | (_, Record() | Items() | Interval()):
            raise Refused("whole_not_compared")
        case _:
            pass
    return _kinds_differ(left, right)


def _unchecked(one: Shape, other: Shape) -> Shape:
    """What the value was before it was checked, where the other is one of the allowed constants."""
    if isinstance(one, Column) and isinstance(other, Literal) and one.unchecked is not None:
        return one.unchecked if other.value in one.constants else one
    return one


def _kinds_differ(left: Shape, right: Shape) -> Plan:
    one, other = missing(left), missing(right)
    return case([(all_of([one, other]), TRUE), (any_of([one, other]), FALSE)], UNKNOWN)


def _same(left: Plan, right: Plan) -> Plan:
    if not (left.nullable or right.nullable):
        return order("=", left, right)
    if isinstance(left, Literal) and isinstance(right, Literal):
        return TRUE if left.value == right.value else FALSE
    return Same(TRUTH, left, right, nullable=False)


def missing(shape: Shape) -> Plan:
    """Whether the value is null."""
    match shape:
        case Plan():
            return is_null(shape)
        case Span(amount=amount):
            return is_null(amount)
        case Ratio(numerator=top, divisor=bottom):
            return any_of([is_null(top), is_null(bottom), _is_zero(bottom)])
        case Record(present=present):
            return FALSE if present is None else negation(present)
        case _:
            pass
    return FALSE


def _is_zero(divisor: Plan) -> Plan:
    found = order("=", divisor, ZERO)
    return case([(found, TRUE)], FALSE) if found.nullable else found


def _ratio_order(operator: Comparison, ratio: Ratio, other: Plan | Ratio) -> Plan:
    """A quotient against a number or a quotient: null where either is."""
    if isinstance(other, Plan) and not isinstance(other.kind, Number):
        return UNKNOWN
    top, bottom = _over_one(other)
    _require_apart(ratio, other)
    left = calculate("*", ratio.numerator, bottom, most=38)
    right = calculate("*", top, ratio.divisor, most=38)
    straight, flipped = order(operator, left, right), order(_FLIPPED[operator], left, right)
    is_positive = _same_sign(ratio.divisor, bottom)
    is_negative = _other_sign(ratio.divisor, bottom)
    return case([(is_positive, straight), (is_negative, flipped)], UNKNOWN)


def _ratio_equal(ratio: Ratio, other: Plan | Ratio) -> Plan:
    unknown, unknown_other = missing(ratio), missing(other)
    return case(
        [
            (all_of([unknown, unknown_other]), TRUE),
            (any_of([unknown, unknown_other]), FALSE),
        ],
        _ratio_order("=", ratio, other),
    )


def _over_one(other: Plan | Ratio) -> tuple[Plan, Plan]:
    if isinstance(other, Ratio):
        return other.numerator, other.divisor
    return other, constant_number(1)


def _same_sign(one: Plan, other: Plan) -> Plan:
    return any_of(
        all_of([order(sign, one, ZERO), order(sign, other, ZERO)]) for sign in _SIGNS
    )  # fmt: skip


def _other_sign(one: Plan, other: Plan) -> Plan:
    return any_of(
        all_of([order(sign, one, ZERO), order(_FLIPPED[sign], other, ZERO)]) for sign in _SIGNS
    )


_SIGNS: tuple[Comparison, Comparison] = (">", "<")


def _require_apart(ratio: Ratio, other: Plan | Ratio) -> None:
    """FEEL rounds quotients to 34 digits: make sure that no comparison can tell the difference."""
    if isinstance(other, Plan):
        _require(ratio, 10 ** figure(other).scale)
        return
    _require(ratio, 2 * _units(other))
    _require(other, 2 * _units(ratio))


def _require(ratio: Ratio, boundary: int) -> None:
    if not numbers.keeps_apart(figure(ratio.numerator), figure(ratio.divisor), boundary):
        raise Refused("quotient_too_fine", places=len(str(boundary)) - 1)


def _units(ratio: Ratio) -> int:
    """The largest divisor as a whole number, numerator and divisor being of one scale."""
    return numbers.aligned(figure(ratio.numerator), figure(ratio.divisor))[1].size
