"""The conditions of a rule that compare numbers, found in the rule itself: nobody lists them.

Found are comparisons in expressions, ranges, and the cells of decision tables. What is compared
becomes two decisions of a model that is the rule's and those, so that the rule's own compiler
computes both sides for everybody. A condition inside a loop or a function is not found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yingshang.rules.explaining.reach import inputs_of
from yingshang.rules.ir import (
    Between,
    Compare,
    CompareTest,
    Comparison,
    Decision,
    DecisionTable,
    ExpressionTest,
    Global,
    InputClause,
    Local,
    MakeRange,
    Node,
    Program,
    Role,
    Test,
    Tests,
)
from yingshang.rules.regions import walk
from yingshang.rules.regions.walking import parts
from yingshang.rules.types import NUMBER, plain

ORDERED = (
    Comparison.LESS, Comparison.LESS_EQUAL, Comparison.GREATER, Comparison.GREATER_EQUAL,
)  # fmt: skip
LOW = {True: Comparison.GREATER_EQUAL, False: Comparison.GREATER}
HIGH = {True: Comparison.LESS_EQUAL, False: Comparison.LESS}


@dataclass(frozen=True, slots=True)
class Condition:
    """`left operator right` between numbers, somewhere in a decision; `text` as it is written."""

    decision: str
    text: str
    operator: Comparison
    left: Node
    right: Node


def conditions_of(program: Program, decisions: tuple[str, ...]) -> tuple[Condition, ...]:
    """The conditions that the decisions rest on and that hang on a firm's data or a parameter.

    The same two sides stand once, in the first form that is met (`<= 30` and `> 30` are one limit).
    """
    found: dict[tuple[Node, Node], Condition] = {}
    for key in _reached(program, decisions):
        made = program.decisions[key]
        if made.logic is None:
            continue
        for one in _in(made.logic, made.name, ""):
            if _is_measurable(one, program):
                found.setdefault((one.left, one.right), one)
    return tuple(found.values())


def inputs_read(program: Program, condition: Condition) -> frozenset[str]:
    """The names of the inputs that the two sides read, through other decisions as well."""
    found: set[str] = set()
    for node in (*walk(condition.left), *walk(condition.right)):
        if isinstance(node, Global) and node.role is Role.INPUT:
            found.add(node.key)
        elif isinstance(node, Global) and node.role is Role.DECISION:
            found.update(inputs_of(program, node.key))
    return frozenset(program.inputs[key].name for key in found)


def with_sides(program: Program, conditions: tuple[Condition, ...]) -> Program:
    """The program with two more decisions a condition: `left 1`, `right 1` and so on."""
    more = {
        f"{side} {number}": Decision(f"{side} {number}", f"{side} {number}", NUMBER, node, ())
        for number, one in enumerate(conditions, 1)
        for side, node in (("left", one.left), ("right", one.right))
    }
    names = {**program.names, **{name: name for name in more}}
    return replace(program, decisions={**program.decisions, **more}, names=names)


def _reached(program: Program, decisions: tuple[str, ...]) -> Iterator[str]:
    """The keys of the decisions and of all that they rest on, each once."""
    waiting = [program.names[name] for name in decisions]
    seen: dict[str, None] = dict.fromkeys(waiting)
    while waiting:
        key = waiting.pop(0)
        yield key
        logic = program.decisions[key].logic
        for node in walk(logic) if logic is not None else ():
            if not isinstance(node, Global) or node.role is not Role.DECISION:
                continue
            if node.key not in seen:
                seen[node.key] = None
                waiting.append(node.key)


def _in(node: Node, decision: str, text: str) -> Iterator[Condition]:
    """The conditions in a node; `text` is the expression whose part it is."""
    text = node.place.text if node.place is not None and node.place.text else text
    if isinstance(node, DecisionTable):
        for column, clause in enumerate(node.inputs):
            for rule in node.rules:
                yield from _of_tests(rule.conditions[column], clause, decision)
            yield from _in(clause.expression, decision, text)
        for rule in node.rules:
            for output in rule.outputs:
                yield from _in(output, decision, text)
        return
    if isinstance(node, Compare) and node.operator in ORDERED:
        yield Condition(decision, _said(node, text), node.operator, node.left, node.right)
    elif isinstance(node, Between):
        yield from _of_range(node.value, _said(node.value, text), node.low, node.high,
                             decision, text)  # fmt: skip
    for part in parts(node):
        yield from _in(part, decision, text)


def _of_tests(tests: Tests, clause: InputClause, decision: str) -> Iterator[Condition]:
    for test in tests.tests:
        yield from _of_test(test, tests, clause, decision)


def _of_test(test: Test, tests: Tests, clause: InputClause, decision: str) -> Iterator[Condition]:
    subject, label = clause.expression, clause.label
    if isinstance(test, CompareTest) and test.operator in ORDERED:
        text = f"{label} {test.operator} {_said(test.operand, tests.text)}"
        yield Condition(decision, text, test.operator, subject, test.operand)
    elif isinstance(test, ExpressionTest) and not test.uses_value:
        found = test.expression
        if isinstance(found, MakeRange) and not found.unary:
            ends = (found.includes_low, found.includes_high)
            yield from _of_range(subject, label, found.low, found.high, decision, tests.text, ends)


def _of_range(
    subject: Node,
    label: str,
    low: Node | None,
    high: Node | None,
    decision: str,
    text: str,
    includes: tuple[bool, bool] = (True, True),
) -> Iterator[Condition]:
    ends = ((low, LOW[includes[0]]), (high, HIGH[includes[1]]))
    for end, operator in ends:
        if end is not None:
            said = f"{label} {operator} {_said(end, text)}"
            yield Condition(decision, said, operator, subject, end)


def _said(node: Node, text: str) -> str:
    """The part of the text that the node is."""
    whole = node.place.text if node.place is not None and node.place.text else ""
    found = whole or text[node.span.start : node.span.end]
    return " ".join(found.split())


def _is_measurable(condition: Condition, program: Program) -> bool:
    """Whether both sides are numbers with nothing bound inside, and some input is read."""
    sides = (condition.left, condition.right)
    if any(plain(side.type) != NUMBER for side in sides):
        return False
    if any(isinstance(node, Local) for side in sides for node in walk(side)):
        return False
    return bool(inputs_read(program, condition))
