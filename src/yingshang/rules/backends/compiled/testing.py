"""Unary tests: the common ones (a constant, a bound, a range of numbers) by the shortest way."""

import operator
from collections.abc import Callable
from decimal import Decimal

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame, Test
from yingshang.rules.backends.logic import either
from yingshang.rules.ir import CompareTest, Comparison, Constant, ExpressionTest, In, Tests
from yingshang.rules.ir import Test as TestNode
from yingshang.rules.values import Undefined, Value, operators

ON_NUMBERS: dict[Comparison, Callable[[Decimal, Decimal], bool]] = {
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
    slot = compiler.slot(tests.value)
    parts = [_test(test, compiler) for test in tests.tests]
    found = parts[0] if len(parts) == 1 else _any_of(parts)
    if any((isinstance(t, ExpressionTest) and not isinstance(t.expression, Constant))
           or (isinstance(t, CompareTest) and not isinstance(t.operand, Constant))
           for t in tests.tests):  # fmt: skip
        found = _binding(slot, found)
    return _negated(found) if tests.is_negated else found


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
    if isinstance(test.expression, Constant):
        return _equals(test.expression, compiler)
    return _expression(test, compiler)


def _compare(test: CompareTest, compiler: Compiler) -> Test:
    if isinstance(test.operand, Constant) and isinstance(test.operand.value, Decimal):
        return _against_number(test, test.operand.value, compiler)
    operand, compared = compiler.code(test.operand), test.operator
    warn = compiler.warner(test.operand.span)

    def run(frame: Frame, value: Value) -> bool | None:
        try:
            return operators.compare(compared, value, operand(frame))
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _against_number(test: CompareTest, bound: Decimal, compiler: Compiler) -> Test:
    on_numbers, compared = ON_NUMBERS[test.operator], test.operator
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


def _in_value(wanted: Code, compiler: Compiler, node: object) -> Test:
    warn = compiler.warner(node.span)  # type: ignore[attr-defined]  # a node

    def run(frame: Frame, value: Value) -> bool | None:
        found = wanted(frame)
        if found is True and not isinstance(value, bool):
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
