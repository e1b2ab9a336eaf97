"""Operators: numbers by the shortest way, everything else through `values.operators`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from yingshang.rules.backends.compiled.compiler import Compiler, Warner, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.compiled.testing import PLAIN, PLAINLY
from yingshang.rules.backends.logic import both, either
from yingshang.rules.ir import (
    And,
    Arithmetic,
    Between,
    Calculate,
    Compare,
    Comparison,
    Every,
    In,
    InstanceOf,
    Negate,
    Node,
    Or,
    Some,
)
from yingshang.rules.regions.constants import constant_of
from yingshang.rules.values import Undefined, Value, brief, instance_of, operators
from yingshang.rules.values.numbers import CONTEXT, NUMBER_ERRORS

Operator = Callable[[Value, Value], Value]

CALCULATIONS: dict[Arithmetic, Operator] = {
    Arithmetic.ADD: operators.add,
    Arithmetic.SUBTRACT: operators.subtract,
    Arithmetic.MULTIPLY: operators.multiply,
    Arithmetic.DIVIDE: operators.divide,
    Arithmetic.POWER: operators.power,
}
ON_NUMBERS: dict[Arithmetic, Callable[[Decimal, Decimal], Decimal]] = {
    Arithmetic.ADD: CONTEXT.add,
    Arithmetic.SUBTRACT: CONTEXT.subtract,
    Arithmetic.MULTIPLY: CONTEXT.multiply,
}


@compiles(Calculate)
def _calculate(node: Calculate, compiler: Compiler) -> Code:
    left, right = compiler.code(node.left), compiler.code(node.right)
    calculate = CALCULATIONS[node.operator]
    on_numbers = ON_NUMBERS.get(node.operator)
    if node.operator is Arithmetic.DIVIDE:
        return _divide(node, left, right, compiler)
    if on_numbers is None:
        return compiler.guarded(node, lambda frame: calculate(left(frame), right(frame)))
    warn = compiler.warner(node.span)

    def run(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        try:
            if type(a) is Decimal and type(b) is Decimal:
                return on_numbers(a, b)
            return calculate(a, b)
        except NUMBER_ERRORS:
            warn(frame, Undefined("number_out_of_range", operator=node.operator.value))
        except Undefined as why:
            warn(frame, why)
        return None

    return run


def _divide(node: Calculate, left: Code, right: Code, compiler: Compiler) -> Code:
    warn, divide = compiler.warner(node.span), CONTEXT.divide

    def run(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        try:
            if type(a) is Decimal and type(b) is Decimal and b:
                return divide(a, b)
            return operators.divide(a, b)
        except NUMBER_ERRORS:
            warn(frame, Undefined("number_out_of_range", operator=node.operator.value))
        except Undefined as why:
            warn(frame, why)
        return None

    return run


@compiles(Negate)
def _negate(node: Negate, compiler: Compiler) -> Code:
    operand = compiler.code(node.operand)
    return compiler.guarded(node, lambda frame: operators.negate(operand(frame)))


_EQUALITIES = (Comparison.EQUAL, Comparison.NOT_EQUAL)


@compiles(Compare)
def _compare(node: Compare, compiler: Compiler) -> Code:
    left, right = compiler.code(node.left), compiler.code(node.right)
    comparison, compare = node.operator, operators.compare
    plain, warn = PLAINLY[comparison], compiler.warner(node.span)

    constant = constant_of(node.right)
    if constant is not None and constant.value is None and comparison in _EQUALITIES:
        return _against_null(left, is_equal=comparison is Comparison.EQUAL)
    if constant is not None and type(constant.value) in PLAIN:
        slowly = _slowly(comparison, warn)
        slot = compiler.slot_read(node.left)
        if slot is not None:
            return _slot_against(constant.value, plain, slot, slowly)
        return _against(constant.value, plain, left, slowly)

    def run(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        kind = type(a)
        if kind is type(b) and kind in PLAIN:
            return plain(a, b)
        try:
            return compare(comparison, a, b)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _slowly(comparison: Comparison, warn: Warner) -> Callable[[Frame, Value, Value], Value]:
    """The comparison of any two values."""

    def run(frame: Frame, one: Value, other: Value) -> Value:
        try:
            return operators.compare(comparison, one, other)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _against(
    constant: Value, plain: Callable[[Any, Any], bool], left: Code,
    slowly: Callable[[Frame, Value, Value], Value],
) -> Code:  # fmt: skip
    """The comparison of what is mostly of the constant's kind."""
    kind = type(constant)

    def run(frame: Frame) -> Value:
        value = left(frame)
        return plain(value, constant) if type(value) is kind else slowly(frame, value, constant)

    return run


def _slot_against(
    constant: Value, plain: Callable[[Any, Any], bool], slot: int,
    slowly: Callable[[Frame, Value, Value], Value],
) -> Code:  # fmt: skip
    """The same for a value that stands there already."""
    kind = type(constant)

    def run(frame: Frame) -> Value:
        value: Value = frame[slot]
        return plain(value, constant) if type(value) is kind else slowly(frame, value, constant)

    return run


def _against_null(left: Code, *, is_equal: bool) -> Code:
    """Whether there is a value: nothing but null equals null."""
    if is_equal:
        return lambda frame: left(frame) is None
    return lambda frame: left(frame) is not None


@compiles(Between)
def _between(node: Between, compiler: Compiler) -> Code:
    value, low, high = (compiler.code(part) for part in (node.value, node.low, node.high))
    compare = operators.compare

    def run(frame: Frame) -> Value:
        given, least, most = value(frame), low(frame), high(frame)
        return both(compare(">=", given, least), compare("<=", given, most))

    return compiler.guarded(node, run)


@compiles(InstanceOf)
def _instance_of(node: InstanceOf, compiler: Compiler) -> Code:
    value, wanted = compiler.code(node.value), node.wanted
    return lambda frame: instance_of(value(frame), wanted)


@compiles(And)
def _and(node: And, compiler: Compiler) -> Code:
    left, right = truth_code(node.left, compiler), truth_code(node.right, compiler)

    def run(frame: Frame) -> Value:
        first = left(frame)
        return False if first is False else both(first, right(frame))

    return run


@compiles(Or)
def _or(node: Or, compiler: Compiler) -> Code:
    left, right = truth_code(node.left, compiler), truth_code(node.right, compiler)

    def run(frame: Frame) -> Value:
        first = left(frame)
        return True if first is True else either(first, right(frame))

    return run


_TRUTHS = (Compare, And, Or, Between, In, InstanceOf, Some, Every)
"""Nodes whose value is true, false or null and nothing else."""


def truth_code(node: Node, compiler: Compiler) -> Callable[[Frame], bool | None]:
    """The node's value as a truth value: what is neither true nor false counts as null."""
    code, warn = compiler.code(node), compiler.warner(node.span)
    if isinstance(node, _TRUTHS):
        return cast(Callable[[Frame], bool | None], code)

    def run(frame: Frame) -> bool | None:
        value = code(frame)
        if value is None or value is True or value is False:
            return value
        warn(frame, Undefined("not_boolean", value=brief(value)))
        return None

    return run
