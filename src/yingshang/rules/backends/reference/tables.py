"""Decision tables: which rules match. What the policy makes of them is `backends.policies`."""

from collections.abc import Sequence

from yingshang.rules.backends.policies import Row, resolve, without_match
from yingshang.rules.backends.reference.controlling import conformed
from yingshang.rules.backends.reference.run import Env, Run, handles, value_of
from yingshang.rules.backends.reference.testing import passes
from yingshang.rules.ir import DecisionTable, HitPolicy, InputClause, OutputClause, Rule
from yingshang.rules.source import NOWHERE
from yingshang.rules.values import Undefined, Value, brief


@handles(DecisionTable)
def _table(node: DecisionTable, run: Run, env: Env) -> Value:
    values = [_input(clause, run, env) for clause in node.inputs]
    matching = _matching(node, values, run, env)
    if not matching:
        return without_match(node, lambda: _default(node, run, env))
    return resolve(
        node,
        matching,
        lambda rule: _row(node, rule, run, env),
        lambda: [[value_of(p, run, env) for p in clause.priorities] for clause in node.outputs],
    )


def _input(clause: InputClause, run: Run, env: Env) -> Value:
    with run.at(run.place.at(f"input “{clause.label}”")):
        value = value_of(clause.expression, run, env)
        allowed = clause.allowed
        if allowed is None or value is None or passes(allowed, value, run, env) is True:
            return value
    raise Undefined("input_not_allowed", name=clause.label, value=brief(value))


def _matching(node: DecisionTable, values: Sequence[Value], run: Run, env: Env) -> list[Rule]:
    matching = []
    for rule in node.rules:
        if _matches(node, rule, values, run, env):
            matching.append(rule)
            if node.hit_policy is HitPolicy.FIRST:
                break
    return matching


def _matches(node: DecisionTable, rule: Rule, values: Sequence[Value], run: Run, env: Env) -> bool:
    for clause, tests, value in zip(node.inputs, rule.conditions, values, strict=True):
        with run.at(run.place.at(f"rule {rule.number}, input “{clause.label}”")):
            if passes(tests, value, run, env) is not True:
                return False
    return True


def _row(node: DecisionTable, rule: Rule, run: Run, env: Env) -> Row:
    """The outputs of a rule, each as its column wants it."""
    row = []
    for clause, cell in zip(node.outputs, rule.outputs, strict=True):
        with run.at(run.place.at(f"rule {rule.number}, output “{clause.label}”")):
            row.append(_output(clause, value_of(cell, run, env), run, env))
    return tuple(row)


def _default(node: DecisionTable, run: Run, env: Env) -> Row:
    return tuple(
        None if clause.default is None
        else _output(clause, value_of(clause.default, run, env), run, env)
        for clause in node.outputs
    )  # fmt: skip


def _output(clause: OutputClause, value: Value, run: Run, env: Env) -> Value:
    try:
        value = conformed(value, clause.declared, clause.label, run, env)
    except Undefined as why:
        run.warn(NOWHERE, why)
        return None
    allowed = clause.allowed
    if allowed is None or value is None or passes(allowed, value, run, env) is True:
        return value
    run.warn(NOWHERE, Undefined("output_not_allowed", name=clause.label, value=brief(value)))
    return None
