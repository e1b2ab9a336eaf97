"""Operators. The arithmetic itself is `values.operators`; three-valued logic is here."""

from yingshang.rules.backends.logic import both, either
from yingshang.rules.backends.reference.run import Env, Run, handles, value_of
from yingshang.rules.ir import (
    And,
    Arithmetic,
    Between,
    Calculate,
    Compare,
    InstanceOf,
    Negate,
    Node,
    Or,
)
from yingshang.rules.values import Undefined, Value, brief, instance_of, operators

CALCULATIONS = {
    Arithmetic.ADD: operators.add,
    Arithmetic.SUBTRACT: operators.subtract,
    Arithmetic.MULTIPLY: operators.multiply,
    Arithmetic.DIVIDE: operators.divide,
    Arithmetic.POWER: operators.power,
}


@handles(Calculate)
def _calculate(node: Calculate, run: Run, env: Env) -> Value:
    left, right = value_of(node.left, run, env), value_of(node.right, run, env)
    return CALCULATIONS[node.operator](left, right)


@handles(Negate)
def _negate(node: Negate, run: Run, env: Env) -> Value:
    return operators.negate(value_of(node.operand, run, env))


@handles(Compare)
def _compare(node: Compare, run: Run, env: Env) -> Value:
    left, right = value_of(node.left, run, env), value_of(node.right, run, env)
    return operators.compare(node.operator, left, right)


@handles(Between)
def _between(node: Between, run: Run, env: Env) -> Value:
    value = value_of(node.value, run, env)
    low, high = value_of(node.low, run, env), value_of(node.high, run, env)
    return both(operators.compare(">=", value, low), operators.compare("<=", value, high))


@handles(InstanceOf)
def _instance_of(node: InstanceOf, run: Run, env: Env) -> Value:
    return instance_of(value_of(node.value, run, env), node.wanted)


@handles(And)
def _and(node: And, run: Run, env: Env) -> Value:
    left = truth(node.left, run, env)
    return False if left is False else both(left, truth(node.right, run, env))


@handles(Or)
def _or(node: Or, run: Run, env: Env) -> Value:
    left = truth(node.left, run, env)
    return True if left is True else either(left, truth(node.right, run, env))


def truth(node: Node, run: Run, env: Env) -> bool | None:
    """The node's value as a truth value: what is neither true nor false counts as null."""
    value = value_of(node, run, env)
    if value is None or isinstance(value, bool):
        return value
    run.warn(node.span, Undefined("not_boolean", value=brief(value)))
    return None
