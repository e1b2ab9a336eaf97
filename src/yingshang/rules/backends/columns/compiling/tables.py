"""Decision tables: which rules match a row, and what the hit policy makes of them.

Source: DMN 1.5, chapter 8. A cell that cannot be told does not match.
"""

from yingshang.rules.backends.columns.choosing import NULL, where
from yingshang.rules.backends.columns.comparing import missing
from yingshang.rules.backends.columns.compiling.conforming import conformed
from yingshang.rules.backends.columns.compiling.policies import Row, resolve
from yingshang.rules.backends.columns.compiling.scope import (
    Scope,
    Watched,
    collected,
    compiles,
    shape_of,
)
from yingshang.rules.backends.columns.compiling.testing import passes
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.logic import all_of, any_of
from yingshang.rules.backends.columns.plan import TRUE, Plan
from yingshang.rules.backends.columns.shapes import Shape
from yingshang.rules.checking.disjoint import disjoint
from yingshang.rules.ir import (
    DecisionTable,
    HitPolicy,
    InputClause,
    Node,
    OutputClause,
    Rule,
    Tests,
)


@compiles(DecisionTable)
def _table(node: DecisionTable, scope: Scope) -> Shape:
    inputs = collected(lambda clause: _input(clause, scope), node.inputs)
    values = [value for value, _ in inputs]
    rows = collected(lambda rule: _row(node, rule, values, scope), node.rules)
    default = _default(node, scope)
    is_disjoint = node.hit_policy in (HitPolicy.UNIQUE, HitPolicy.ANY) and disjoint(node)
    found = resolve(node, rows, default, scope, disjoint=is_disjoint)
    if scope.stages is scope.model.root:
        scope.model.watched.append(Watched(node, scope.place, tuple(rows), found.violation))
    allowed = [allowed for _, allowed in inputs if allowed is not TRUE]
    return where(all_of(allowed), found.value) if allowed else found.value


def _input(clause: InputClause, scope: Scope) -> tuple[Shape, Plan]:
    """The value of a column's expression, and whether it is allowed: if not, the table is null."""
    at = scope.at(scope.place.at(f"input “{clause.label}”"))
    value = keep(shape_of(clause.expression, at), scope.stages, "input")
    if clause.allowed is None:
        return value, TRUE
    return value, any_of([missing(value), passes(clause.allowed, value, at)])


def _row(node: DecisionTable, rule: Rule, values: list[Shape], scope: Scope) -> Row:
    def cell(clause: InputClause, tests: Tests, value: Shape) -> Plan:
        place = scope.place.at(f"rule {rule.number}, input “{clause.label}”")
        return passes(tests, value, scope.at(place))

    def output(clause: OutputClause, result: Node) -> Shape:
        place = scope.place.at(f"rule {rule.number}, output “{clause.label}”")
        return _output(clause, result, scope.at(place))

    conditions = collected(cell, node.inputs, rule.conditions, values)
    outputs = collected(output, node.outputs, rule.outputs)
    return Row(rule, tuple(conditions), tuple(outputs))


def _output(clause: OutputClause, result: Node, scope: Scope) -> Shape:
    value = conformed(shape_of(result, scope), clause.declared, clause.label, scope)
    if clause.allowed is None:
        return value
    allowed = any_of([missing(value), passes(clause.allowed, value, scope)])
    return where(allowed, value)


def _default(node: DecisionTable, scope: Scope) -> tuple[Shape, ...] | None:
    """The outputs when no rule matches; None when the table has no default."""
    if all(clause.default is None for clause in node.outputs):
        return None
    return tuple(
        NULL if clause.default is None else _output(clause, clause.default, scope)
        for clause in node.outputs
    )
