"""Operators, as the tables of DMN 1.5, 10.3.2.3 to 10.3.2.13 give them a meaning."""

from decimal import Decimal

from yingshang.rules.backends.columns.arithmetic import NULL, calculate, divide, negative
from yingshang.rules.backends.columns.comparing import compared, missing
from yingshang.rules.backends.columns.compiling.moments import moments
from yingshang.rules.backends.columns.compiling.scope import Scope, compiles, shape_of
from yingshang.rules.backends.columns.kinds import NOTHING, TEXT, TRUTH, Number
from yingshang.rules.backends.columns.logic import all_of, any_of, case
from yingshang.rules.backends.columns.plan import UNKNOWN, Applied, Literal, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio, Shape, Span
from yingshang.rules.ir import And, Arithmetic, Between, Calculate, Compare, Negate, Node, Or


@compiles(Calculate)
def _calculate(node: Calculate, scope: Scope) -> Shape:
    left, right = shape_of(node.left, scope), shape_of(node.right, scope)
    if _is_null(left) or _is_null(right):
        return NULL
    match left, right:
        case Plan(kind=Number()), Plan(kind=Number()):
            return _of_numbers(node.operator, left, right)
        case Plan(kind=one), Plan(kind=other) if one == other == TEXT:
            return _of_texts(node.operator, left, right)
        case (Ratio(), _) | (_, Ratio()):
            raise Refused("quotient_in_arithmetic", operator=node.operator.value)
        case _:
            pass
    return moments(node.operator, left, right, scope.stages)


def _is_null(shape: Shape) -> bool:
    return isinstance(shape, Plan) and shape.kind == NOTHING


def _of_numbers(operator: Arithmetic, left: Plan, right: Plan) -> Shape:
    match operator:
        case Arithmetic.ADD:
            return calculate("+", left, right)
        case Arithmetic.SUBTRACT:
            return calculate("-", left, right)
        case Arithmetic.MULTIPLY:
            return calculate("*", left, right)
        case Arithmetic.DIVIDE:
            return divide(left, right)
        case Arithmetic.POWER:
            return _power(left, right)


def _power(base: Plan, exponent: Plan) -> Plan:
    match exponent:
        case Literal(value=Decimal() as times) if times == int(times) and 1 <= times <= 34:
            found = base
            for _ in range(int(times) - 1):
                found = calculate("*", found, base)
            return found
    raise Refused("power_not_constant")


def _of_texts(operator: Arithmetic, left: Plan, right: Plan) -> Plan:
    if operator is not Arithmetic.ADD:
        return NULL
    return Applied(TEXT, "concat", (left, right), nullable=left.nullable or right.nullable)


@compiles(Negate)
def _negate(node: Negate, scope: Scope) -> Shape:
    match shape_of(node.operand, scope):
        case Plan(kind=Number()) as operand:
            return negative(operand)
        case Ratio(numerator=top, divisor=bottom):
            return Ratio(negative(top), bottom)
        case Span(amount=amount, is_months=is_months):
            return Span(negative(amount), is_months)
        case _:
            pass
    return NULL


@compiles(Compare)
def _compare(node: Compare, scope: Scope) -> Shape:
    left, right = shape_of(node.left, scope), shape_of(node.right, scope)
    return compared(node.operator.value, left, right)


@compiles(Between)
def _between(node: Between, scope: Scope) -> Shape:
    value, low, high = (shape_of(part, scope) for part in (node.value, node.low, node.high))
    return between(value, low, high)


def between(value: Shape, low: Shape, high: Shape) -> Plan:
    """Both ends included; null when any of the three is, or when they cannot be compared."""
    above, below = compared(">=", value, low), compared("<=", value, high)
    if UNKNOWN in (above, below):
        return UNKNOWN
    found = all_of([above, below])
    unknown = any_of([missing(low), missing(high)])
    return case([(unknown, UNKNOWN)], found)


@compiles(And)
def _and(node: And, scope: Scope) -> Shape:
    return all_of([truth(node.left, scope), truth(node.right, scope)])


@compiles(Or)
def _or(node: Or, scope: Scope) -> Shape:
    return any_of([truth(node.left, scope), truth(node.right, scope)])


def truth(node: Node, scope: Scope) -> Plan:
    """The node as a condition: what is neither true nor false counts as null."""
    shape = shape_of(node, scope)
    return shape if isinstance(shape, Plan) and shape.kind == TRUTH else UNKNOWN
