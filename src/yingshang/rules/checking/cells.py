"""Cells that do not fit the kind of value they test."""

from collections.abc import Iterator

from yingshang.rules.checking.kinds import is_vague
from yingshang.rules.checking.located import Located
from yingshang.rules.checking.operators import compares
from yingshang.rules.ir import (
    CompareTest,
    Constant,
    DecisionTable,
    ExpressionTest,
    In,
    Node,
    Test,
    Tests,
)
from yingshang.rules.problems import Problem
from yingshang.rules.types import BOOLEAN, ListOf, RangeOf, Type, plain


def check_cells(at: Located) -> Iterator[Problem]:
    """What is wrong with the node's tests, if it has some: each in its cell."""
    if isinstance(at.node, In):
        yield from _tests(at.node.tests, at.node.value.type, at)
    elif isinstance(at.node, DecisionTable):
        for rule in at.node.rules:
            for clause, tests in zip(at.node.inputs, rule.conditions, strict=True):
                yield from _tests(tests, clause.expression.type, at)


def _tests(tests: Tests, value: Type, at: Located) -> Iterator[Problem]:
    place = tests.place or at.place
    for test in tests.tests:
        wanted = _wanted(test, value)
        if wanted is not None:
            yield Located(_node(test), place).problem(
                "cell_of_another_kind", given=wanted, column=value
            )


def _node(test: Test) -> Node:
    if isinstance(test, CompareTest):
        return test.operand
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    return test.expression


def _wanted(test: Test, value: Type) -> Type | None:
    """The type with which the test compares, where no value of the column has it."""
    if isinstance(test, CompareTest):
        type_ = test.operand.type
        return None if compares(test.operator, value, type_) else type_
    assert isinstance(test, ExpressionTest)  # noqa: S101 - there is no third kind
    type_ = test.expression.type
    if test.uses_value:
        return None if is_vague(type_) or plain(type_) == BOOLEAN else type_
    if plain(type_) == BOOLEAN and not isinstance(test.expression, Constant):
        return None
    return None if _may_equal(value, type_) else type_


def _may_equal(value: Type, type_: Type) -> bool:
    if compares("=", value, type_):
        return True
    inner = plain(type_)
    if isinstance(inner, RangeOf):
        return is_vague(inner.element) or compares("=", value, inner.element)
    return isinstance(inner, ListOf) and _may_equal(value, inner.element)
