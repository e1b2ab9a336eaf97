"""Decision tables to the intermediate representation. Source: DMN 1.5, chapter 8."""

from collections.abc import Sequence

from yingshang.rules.ir import (
    Aggregation,
    Binding,
    Constant,
    DecisionTable,
    ExpressionTest,
    HitPolicy,
    InputClause,
    Node,
    OutputClause,
    Rule,
    Tests,
)
from yingshang.rules.lowering.spot import Spot, conforming
from yingshang.rules.syntax.dmn import boxes
from yingshang.rules.syntax.feel import Scope
from yingshang.rules.types import ANY, Constrained, ContextOf, ListOf, Type, plain


def table(box: boxes.DecisionTable, scope: Scope, spot: Spot, *, wanted: Type = ANY) -> Node:
    """The table; broken when its columns and cells do not fit together."""
    problem = _misfit(box, spot)
    if problem is not None:
        return problem
    inputs = tuple(_input(clause, scope, spot) for clause in box.inputs)
    return DecisionTable(
        name=box.label or spot.name,
        hit_policy=HitPolicy(box.hit_policy),
        aggregation=Aggregation(box.aggregation),
        inputs=inputs,
        outputs=tuple(_outputs(box, scope, spot, _row_type(box, wanted))),
        rules=tuple(
            _rule(rule, number, inputs, box, scope, spot.at(f"rule {number}", rule.line))
            for number, rule in enumerate(box.rules, start=1)
        ),
    )


def _misfit(box: boxes.DecisionTable, spot: Spot) -> Node | None:
    if box.hit_policy not in set(HitPolicy):
        return spot.broken("unknown_hit_policy", found=box.hit_policy)
    if box.aggregation not in set(Aggregation):
        return spot.broken("unknown_aggregation", found=box.aggregation)
    if not box.outputs:
        return spot.broken("no_output")
    if len(box.outputs) > 1 and any(output.name is None for output in box.outputs):
        return spot.broken("output_without_name")
    for number, rule in enumerate(box.rules, start=1):
        found = (len(rule.conditions), len(rule.outputs))
        if found != (len(box.inputs), len(box.outputs)):
            return spot.at(f"rule {number}", rule.line).broken(
                "rule_cells", inputs=len(box.inputs), outputs=len(box.outputs),
                found_inputs=found[0], found_outputs=found[1],
            )  # fmt: skip
    return None


def _row_type(box: boxes.DecisionTable, wanted: Type) -> Type:
    """The type of one row's value, when the whole table's is `wanted`."""
    gives_list = box.hit_policy in ("RULE ORDER", "OUTPUT ORDER", "COLLECT")
    inner = plain(wanted)
    return inner.element if gives_list and isinstance(inner, ListOf) else wanted


def _input(clause: boxes.InputClause, scope: Scope, spot: Spot) -> InputClause:
    label = clause.label or _text(clause.expression)
    inner = spot.at(f'input "{label}"', clause.line)
    expression = _cell(clause.expression, scope, inner)
    if clause.expression is not None:
        expression = conforming(expression, inner.type(clause.expression.type_ref), label)
    value = Binding("?", expression.type)
    return InputClause(label, expression, value, _allowed(clause.values, scope, inner, value))


def _text(box: boxes.Literal | None) -> str:
    return " ".join(box.text.text.split()) if box and box.text else ""


def _cell(box: boxes.Literal | None, scope: Scope, spot: Spot) -> Node:
    if box is None or box.text is None or not box.text.text.strip():
        return spot.broken("no_expression")
    return spot.parse(box.text, scope)


def _allowed(text: boxes.Text | None, scope: Scope, spot: Spot, value: Binding) -> Tests | None:
    if text is None or not text.text.strip():
        return None
    tests = spot.tests(text, scope, value)
    return None if tests is None or tests.is_any else tests


def _outputs(
    box: boxes.DecisionTable, scope: Scope, spot: Spot, row: Type
) -> Sequence[OutputClause]:
    clauses = [_output(clause, box, scope, spot, row) for clause in box.outputs]
    ranked = box.hit_policy in ("PRIORITY", "OUTPUT ORDER")
    if ranked and box.rules and not any(clause.priorities for clause in clauses):
        spot.note("no_priorities", policy=box.hit_policy)
    return clauses


def _output(
    clause: boxes.OutputClause, box: boxes.DecisionTable, scope: Scope, spot: Spot, row: Type
) -> OutputClause:
    label = clause.label or clause.name or box.label or spot.name
    inner = spot.at(f'output "{label}"', clause.line)
    declared = inner.type(clause.type_ref)
    expected = declared if declared != ANY else _column_type(clause, box, row)
    allowed = _allowed(clause.values, scope, inner, Binding("?", expected))
    default = None if clause.default is None else _cell(clause.default, scope, inner.at("default"))
    ranking = allowed or _constraint_of(expected)
    return OutputClause(clause.name, label, declared, allowed, _constants(ranking), default)


def _column_type(clause: boxes.OutputClause, box: boxes.DecisionTable, row: Type) -> Type:
    if len(box.outputs) == 1:
        return row
    inner = plain(row)
    found = inner.member(clause.name or "") if isinstance(inner, ContextOf) else None
    return found or ANY


def _constraint_of(type_: Type) -> Tests | None:
    """The allowed values of the nearest named type that has some."""
    while isinstance(type_, Constrained):
        if isinstance(type_.constraint, Tests):
            return type_.constraint
        type_ = type_.underlying
    return None


def _constants(tests: Tests | None) -> tuple[Node, ...]:
    """The listed values, in order, when the tests are nothing but values."""
    if tests is None or tests.is_negated:
        return ()
    listed = [
        t.expression for t in tests.tests if isinstance(t, ExpressionTest) and not t.uses_value
    ]
    return tuple(listed) if len(listed) == len(tests.tests) else ()


def _rule(
    rule: boxes.Rule,
    number: int,
    inputs: Sequence[InputClause],
    box: boxes.DecisionTable,
    scope: Scope,
    spot: Spot,
) -> Rule:
    conditions = tuple(
        _condition(text, clause, scope, spot)
        for text, clause in zip(rule.conditions, inputs, strict=True)
    )
    outputs = tuple(
        _result(cell, clause, scope, spot)
        for cell, clause in zip(rule.outputs, box.outputs, strict=True)
    )
    return Rule(rule.id or str(number), number, conditions, outputs, rule.annotations)


def _condition(text: boxes.Text, clause: InputClause, scope: Scope, spot: Spot) -> Tests:
    inner = spot.at(f'input "{clause.label}"', text.line)
    if not text.text.strip():
        return Tests(clause.value, ())
    tests = inner.tests(text, scope, clause.value)
    if tests is None:
        return Tests(clause.value, (ExpressionTest(Constant(False), uses_value=True),))
    return tests


def _result(cell: boxes.Literal, clause: boxes.OutputClause, scope: Scope, spot: Spot) -> Node:
    label = clause.label or clause.name
    inner = spot.at(f'output "{label}"' if label else "output", cell.line)
    if cell.text is None or not cell.text.text.strip():
        inner.note("empty_output")
        return Constant(None)
    return conforming(inner.parse(cell.text, scope), inner.type(cell.type_ref), inner.place.cell)
