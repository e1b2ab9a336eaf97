"""Unary tests: whether a value passes a table's cell, the right side of `in`, allowed values."""

from yingshang.rules.backends.logic import either
from yingshang.rules.backends.reference.run import Env, Run, handles, value_of
from yingshang.rules.ir import CompareTest, ExpressionTest, In, MakeRange, Test, Tests
from yingshang.rules.values import Undefined, Value, operators


@handles(In)
def _in(node: In, run: Run, env: Env) -> Value:
    return passes(node.tests, value_of(node.value, run, env), run, env)


def passes(tests: Tests, value: Value, run: Run, env: Env) -> bool | None:
    """Whether the value passes: one test holds (or none may, if negated). Null: cannot be told."""
    if tests.is_any:
        return True
    inside = {**env, tests.value: value}
    found: bool | None = False
    for test in tests.tests:
        found = either(found, _holds(test, value, run, inside))
        if found is True:
            break
    if tests.is_negated:
        return None if found is None else not found
    return found


def _holds(test: Test, value: Value, run: Run, env: Env) -> bool | None:
    if isinstance(test, CompareTest):
        return _compares(test, value, run, env)
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    wanted = value_of(test.expression, run, env)
    if wanted is None and isinstance(test.expression, MakeRange):
        return None
    if test.uses_value:
        return wanted if isinstance(wanted, bool) else None
    if wanted is True and value is not None and not isinstance(value, bool):
        return True
    try:
        return operators.is_in(value, wanted)
    except Undefined as why:
        run.warn(test.expression.span, why)
        return None


def _compares(test: CompareTest, value: Value, run: Run, env: Env) -> bool | None:
    try:
        return operators.compare(test.operator, value, value_of(test.operand, run, env))
    except Undefined as why:
        run.warn(test.operand.span, why)
        return None
