"""Hit policies that can fail, and results that no column allows."""

from collections.abc import Iterator

from yingshang.rules.checking.calls import is_allowed
from yingshang.rules.checking.kinds import can_conform, is_vague
from yingshang.rules.checking.located import Located
from yingshang.rules.checking.operators import compares, has_meaning
from yingshang.rules.ir import Aggregation, Conform, DecisionTable, Node, OutputClause
from yingshang.rules.problems import Problem
from yingshang.rules.regions import constant_of
from yingshang.rules.types import ANY, Constrained, Type
from yingshang.rules.values import operators, show


def check_policy(at: Located) -> Iterator[Problem]:
    """What is wrong with the results of the table, if the node is one."""
    if isinstance(at.node, DecisionTable):
        yield from _aggregation(at, at.node)
        yield from _outputs(at, at.node)


def _aggregation(at: Located, table: DecisionTable) -> Iterator[Problem]:
    kind = table.aggregation
    if kind in (Aggregation.NONE, Aggregation.COUNT):
        return
    if len(table.outputs) > 1:
        yield at.problem("several_aggregated", aggregation=kind.value, outputs=len(table.outputs))
        return
    type_ = table.type
    fits = has_meaning(operators.add, type_, type_) if kind is Aggregation.SUM else (
        compares("<", type_, type_)
    )  # fmt: skip
    if not is_vague(type_) and not fits:
        yield at.problem("cannot_be_aggregated", aggregation=kind.value, type=type_)


def _outputs(at: Located, table: DecisionTable) -> Iterator[Problem]:
    for number, clause in enumerate(table.outputs):
        cells = [(f"rule {rule.number}", rule.outputs[number]) for rule in table.rules]
        if clause.default is not None:
            cells.append(("default", clause.default))
        for what, cell in cells:
            yield from _output(at, clause, cell, what)


def _output(at: Located, clause: OutputClause, cell: Node, what: str) -> Iterator[Problem]:
    """A result of another type than its column's, or a constant that its column does not allow."""
    place = cell.place or at.place.at(f'{what}, output "{clause.label}"')
    spot = Located(cell, place)
    declared: Type = clause.declared
    if not can_conform(cell.type, declared):
        yield spot.problem("never_of_type", what=clause.label, given=cell.type, wanted=declared)
        return
    if clause.allowed is not None:
        declared = Constrained(clause.label, declared, clause.allowed)
    while isinstance(cell, Conform):
        cell = cell.value
    found = constant_of(cell)
    if declared != ANY and found is not None and not is_allowed(found.value, declared):
        yield spot.problem("output_outside_allowed", label=clause.label, value=show(found.value))
