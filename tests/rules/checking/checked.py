"""Small models, checked."""

from collections.abc import Sequence

from tests.rules.models import decision, input_data, literal, model, needs_input
from tests.rules.random_tables import table
from yingshang.rules.checking import check
from yingshang.rules.ir import DecisionTable, Program
from yingshang.rules.lowering import lower
from yingshang.rules.problems import Problem
from yingshang.rules.regions import walk

INPUTS = {
    "n": "number", "m": "number", "s": "string", "b": "boolean", "d": "date", "size": "tSize",
    "list": "tNumbers", "any": "Any",
}  # fmt: skip
TYPES = (
    '<itemDefinition name="tSize"><typeRef>string</typeRef><allowedValues>'
    '<text>"large", "small"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
)


def program(box: str, type_ref: str = "Any", more: str = "") -> Program:
    """A program with one decision, `d1`, that may use all inputs."""
    needs = [needs_input(name) for name in INPUTS]
    body = TYPES + "".join(input_data(name, type_) for name, type_ in INPUTS.items())
    return lower(model(body + more + decision("d1", box, *needs, type_ref=type_ref)), {})


def problems(box: str, type_ref: str = "Any") -> list[Problem]:
    """What is wrong with the decision; the inputs it does not use are left out."""
    return [p for p in check(program(box, type_ref)) if p.code != "input_unused"]


def codes(box: str, type_ref: str = "Any") -> list[str]:
    """The codes of the problems."""
    return [problem.code for problem in problems(box, type_ref)]


def of_text(text: str, type_ref: str = "Any") -> list[str]:
    """The codes of the problems of an expression."""
    return codes(literal(text), type_ref)


def of_rules(
    columns: Sequence[str], *rules: str, policy: str = "UNIQUE", default: str = "",
    values: str = "", aggregation: str = "",
) -> list[Problem]:  # fmt: skip
    """The problems of a table whose rules are written `cell | cell | output`."""
    return problems(box(columns, *rules, policy=policy, default=default, values=values,
                        aggregation=aggregation))  # fmt: skip


def box(
    columns: Sequence[str], *rules: str, policy: str = "UNIQUE", default: str = "",
    values: str = "", aggregation: str = "",
) -> str:  # fmt: skip
    """The XML of such a table."""
    split = [[cell.strip() for cell in rule.split("|")] for rule in rules]
    rows = [(tuple(cells[:-1]), cells[-1]) for cells in split]
    return table(list(columns), rows, policy, aggregation, default, values)


def table_of(columns: Sequence[str], *rules: str) -> DecisionTable:
    """The table's node."""
    logic = program(box(columns, *rules)).decisions
    nodes = [n for found in logic.values() if found.logic for n in walk(found.logic)]
    return next(node for node in nodes if isinstance(node, DecisionTable))
