"""Unary tests: the common ones (a constant, a bound, a range of numbers) by the shortest way."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame, Test
from yingshang.rules.backends.logic import either
from yingshang.rules.ir import (
    CompareTest,
    Comparison,
    Constant,
    ExpressionTest,
    In,
    MakeRange,
    Node,
    Tests,
)
from yingshang.rules.ir import Test as TestNode
from yingshang.rules.regions.constants import constant_of
from yingshang.rules.regions.walking import refers_to
from yingshang.rules.values import Range, Undefined, Value, operators

PLAIN = frozenset((Decimal, str))
"""Kinds whose Python comparison is FEEL's."""
PLAINLY: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQUAL: operator.eq,
    Comparison.NOT_EQUAL: operator.ne,
    Comparison.LESS: operator.lt,
    Comparison.LESS_EQUAL: operator.le,
    Comparison.GREATER: operator.gt,
    Comparison.GREATER_EQUAL: operator.ge,
}


@compiles(In)
def _in(node: In, compiler: Compiler) -> Code:
    value, test = compiler.code(node.value), tests_code(node.tests, compiler)
    if test is None:
        return lambda frame: True
    return lambda frame: test(frame, value(frame))


def tests_code(tests: Tests, compiler: Compiler) -> Test | None:
    """Whether a value passes; None for `-`, which everything passes."""
    if tests.is_any:
        return None
    listed = _listed(tests, compiler)
    if listed is not None:
        return _negated(listed) if tests.is_negated else listed
    slot = compiler.slot(tests.value)
    parts = [_test(test, compiler) for test in tests.tests]
    found = parts[0] if len(parts) == 1 else _any_of(parts)
    if any(refers_to(_node(test), tests.value) for test in tests.tests):
        found = _binding(slot, found)
    return _negated(found) if tests.is_negated else found


def listed_in(tests: Tests) -> frozenset[Value] | None:
    """The texts of which a value must be one; None where the tests ask anything else."""
    nodes = [t.expression for t in tests.tests if isinstance(t, ExpressionTest)]
    values = [node.value for node in nodes if isinstance(node, Constant)]
    if tests.is_negated or not values or len(values) < len(tests.tests):
        return None
    return frozenset(values) if set(map(type, values)) == {str} else None


def _node(test: TestNode) -> Node:
    if isinstance(test, CompareTest):
        return test.operand
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    return test.expression


def _listed(tests: Tests, compiler: Compiler) -> Test | None:
    """Several constants of one kind, looked up at once."""
    nodes = [t.expression for t in tests.tests if isinstance(t, ExpressionTest)]
    values = [node.value for node in nodes if isinstance(node, Constant)]
    kind = type(values[0]) if values else None
    if len(values) < max(2, len(tests.tests)) or kind not in (str, Decimal):
        return None
    if any(type(value) is not kind for value in values):
        return None
    listed, slow = frozenset(values), _any_of([_test(test, compiler) for test in tests.tests])
    return lambda frame, value: value in listed if type(value) is kind else slow(frame, value)


def _binding(slot: int, test: Test) -> Test:
    def run(frame: Frame, value: Value) -> bool | None:
        frame[slot] = value
        return test(frame, value)

    return run


def _negated(test: Test) -> Test:
    def run(frame: Frame, value: Value) -> bool | None:
        found = test(frame, value)
        return None if found is None else not found

    return run


def _any_of(tests: list[Test]) -> Test:
    def run(frame: Frame, value: Value) -> bool | None:
        found: bool | None = False
        for test in tests:
            found = either(found, test(frame, value))
            if found is True:
                break
        return found

    return run


def _test(test: TestNode, compiler: Compiler) -> Test:
    if isinstance(test, CompareTest):
        return _compare(test, compiler)
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    constant = constant_of(test.expression)
    if constant is None:
        return _expression(test, compiler)
    if isinstance(constant.value, Range):
        return _within(constant, constant.value, compiler)
    return _equals(constant, compiler)


def _compare(test: CompareTest, compiler: Compiler) -> Test:
    constant = constant_of(test.operand)
    if constant is not None and isinstance(constant.value, Decimal):
        return _against_number(test, constant.value, compiler)
    operand, compared = compiler.code(test.operand), test.operator
    plain, warn = PLAINLY[compared], compiler.warner(test.operand.span)

    def run(frame: Frame, value: Value) -> bool | None:
        bound = operand(frame)
        kind = type(value)
        if kind is type(bound) and kind in PLAIN:
            return plain(value, bound)
        try:
            return operators.compare(compared, value, bound)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _against_number(test: CompareTest, bound: Decimal, compiler: Compiler) -> Test:
    on_numbers, compared = PLAINLY[test.operator], test.operator
    warn = compiler.warner(test.operand.span)

    def run(frame: Frame, value: Value) -> bool | None:
        if type(value) is Decimal:
            return on_numbers(value, bound)
        try:
            return operators.compare(compared, value, bound)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _equals(constant: Constant, compiler: Compiler) -> Test:
    wanted, kind = constant.value, type(constant.value)
    slow = _in_value(lambda frame: wanted, compiler, constant)
    if kind not in (str, Decimal, bool):
        return slow

    def run(frame: Frame, value: Value) -> bool | None:
        return value == wanted if type(value) is kind else slow(frame, value)

    return run


def _within(constant: Constant, wanted: Range, compiler: Compiler) -> Test:
    slow = _in_value(lambda frame: wanted, compiler, constant)
    low, high = wanted.low, wanted.high
    if wanted.unary or not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return slow
    above = operator.ge if wanted.includes_low else operator.gt
    below = operator.le if wanted.includes_high else operator.lt

    def run(frame: Frame, value: Value) -> bool | None:
        if type(value) is Decimal:
            return bool(above(value, low) and below(value, high))
        return slow(frame, value)

    return run


def _in_value(wanted: Code, compiler: Compiler, node: Node) -> Test:
    warn = compiler.warner(node.span)
    is_range = isinstance(node, MakeRange)

    def run(frame: Frame, value: Value) -> bool | None:
        found = wanted(frame)
        if found is None and is_range:
            return None
        if found is True and value is not None and not isinstance(value, bool):
            return True
        try:
            return operators.is_in(value, found)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _expression(test: ExpressionTest, compiler: Compiler) -> Test:
    code = compiler.code(test.expression)
    if not test.uses_value:
        return _in_value(code, compiler, test.expression)

    def run(frame: Frame, value: Value) -> bool | None:
        found = code(frame)
        return found if isinstance(found, bool) else None

    return run
