"""Nodes with the place at which they are written."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from yingshang.rules.ir import Binding, DecisionTable, Node, Program, Tests
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.source import NOWHERE, Place
from yingshang.rules.types import Type

_SKIPPED = (str, int, Binding, Type, Place, type(None))


@dataclass(frozen=True, slots=True)
class Located:
    """A node, and where the text around it stands."""

    node: Node
    place: Place

    def problem(
        self, code: str, *, severity: Severity = Severity.ERROR, **data: object
    ) -> Problem:  # fmt: skip
        """A problem at the node."""
        span = self.node.span if self.place.text else NOWHERE
        return Problem(code, self.place, span, data, severity)


def elements(program: Program) -> Iterator[Located]:
    """The logic of every decision and knowledge model, in the order of the model."""
    for decision in program.decisions.values():
        if decision.logic is not None:
            yield Located(decision.logic, decision.place)
    for knowledge in program.knowledge.values():
        yield Located(knowledge.logic, knowledge.place)


def within(root: Located) -> Iterator[Located]:
    """The node and every node below it; a parent comes before its parts."""
    waiting: list[tuple[object, Place]] = [(root.node, root.place)]
    while waiting:
        found, place = waiting.pop()
        place = _place(found, place)
        if isinstance(found, Node):
            yield Located(found, place)
        waiting.extend((part, place) for part in reversed(list(_below(found))))


def _place(found: object, place: Place) -> Place:
    own = found.place if isinstance(found, Node | Tests) else None
    return place if own is None else own


def _below(found: object) -> Iterator[object]:
    """Nodes and tests right below."""
    for field in fields(found):  # type: ignore[arg-type]  # nodes and what they hold are dataclasses
        if field.name not in ("span", "place", "_type"):
            yield from _parts(getattr(found, field.name))


def _parts(found: object) -> Iterator[object]:
    if isinstance(found, _SKIPPED):
        return
    if isinstance(found, Node | Tests):
        yield found
    elif isinstance(found, tuple):
        for part in found:
            yield from _parts(part)
    elif is_dataclass(found) and type(found).__module__.startswith("yingshang.rules.ir."):
        yield from _below(found)


def cell_place(table: DecisionTable, rule: int, column: int, place: Place) -> Place:
    """The place of a condition, by the index of its rule and column."""
    tests = table.rules[rule].conditions[column]
    if tests.place is not None:
        return tests.place
    label = table.inputs[column].label
    return place.at(f'rule {table.rules[rule].number}, input "{label}"')


def rule_place(table: DecisionTable, rule: int, place: Place) -> Place:
    """The place of a whole rule, with the line of its first cell where that is known."""
    lines = [t.place.line for t in table.rules[rule].conditions if t.place is not None]
    line = min((line for line in lines if line is not None), default=place.line)
    whole = Place(place.file, line, place.element)
    return whole.at(f"rule {table.rules[rule].number}")
