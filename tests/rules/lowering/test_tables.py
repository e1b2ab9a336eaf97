"""Tables become nodes with every cell parsed where its names are known."""

from decimal import Decimal

import pytest

from tests.rules.lowering.asking import ask, codes, program, value
from tests.rules.models import decision, escaped, input_data, needs_input
from yingshang.rules.ir import Conform, Constant, DecisionTable, HitPolicy, Node
from yingshang.rules.values import Value


def table(
    *rules: tuple[str, str],
    policy: str = "UNIQUE",
    values: str = "",
    default: str = "",
    type_ref: str = "",
    aggregation: str = "",
) -> str:
    """A table of one input, `i`, and one output."""
    listed = f"<outputValues><text>{escaped(values)}</text></outputValues>" if values else ""
    if default:
        listed += f"<defaultOutputEntry><text>{escaped(default)}</text></defaultOutputEntry>"
    made = "".join(
        f"<rule><inputEntry><text>{escaped(condition)}</text></inputEntry>"
        f"<outputEntry><text>{escaped(output)}</text></outputEntry></rule>"
        for condition, output in rules
    )
    typed = f' typeRef="{type_ref}"' if type_ref else ""
    aggregated = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable hitPolicy="{policy}"{aggregated}><input label="Size"><inputExpression>'
        f"<text>i</text></inputExpression></input><output{typed}>{listed}</output>{made}"
        "</decisionTable>"
    )


def asked(text: str, given: Value, type_ref: str = "Any") -> str:
    made = program(
        input_data("i") + decision("d", text, needs_input("i"), type_ref=type_ref)
        + '<itemDefinition name="tRank"><typeRef>string</typeRef><allowedValues>'
        '<text>"high", "low"</text></allowedValues></itemDefinition>'
    )  # fmt: skip
    assert not codes(made)
    return value(made, "d", {"i": given})


LOW_FIRST = (("-", '"low"'), ("> 1", '"high"'))


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (table(("< 1", '"small"'), (">= 1", '"big"')), 0, '"small"'),
        (table(("< 1", '"small"'), (">= 1", '"big"')), 1, '"big"'),
        (table(("1, 3", "i * 10"), ("not(1, 3)", "-i")), 3, "30"),
        (table(("1, 3", "i * 10"), ("not(1, 3)", "-i")), 4, "-4"),
        (table(("? > 1 and ? < i + 1", "1"), default="0"), 2, "1"),
        (table(("? > 1", "1"), default="0"), 1, "0"),
        (table(("", "1")), 1, "1"),
        (table(*LOW_FIRST, policy="PRIORITY", values='"high", "low"'), 2, '"high"'),
        (table(*LOW_FIRST, policy="OUTPUT ORDER", values='"high", "low"'), 2, '["high", "low"]'),
        (table(*LOW_FIRST, policy="RULE ORDER"), 2, '["low", "high"]'),
        (table(*LOW_FIRST, policy="FIRST"), 2, '"low"'),
        (table(("-", "1"), ("> 1", "2"), policy="COLLECT", aggregation="SUM"), 2, "3"),
    ],
)
def test_a_table_decides(text: str, given: int, expected: str) -> None:
    assert asked(text, Decimal(given)) == expected


@pytest.mark.parametrize(
    ("table_type", "decision_type"), [("tRank", "Any"), ("", "tRank"), ("", "Any")]
)
def test_priorities_come_from_the_type_where_no_output_values_are_listed(
    table_type: str, decision_type: str
) -> None:
    text = table(*LOW_FIRST, policy="PRIORITY", type_ref=table_type)
    if not table_type and decision_type == "Any":
        made = program(input_data("i") + decision("d", text, needs_input("i")))
        assert codes(made) == ["no_priorities"]
    else:
        assert asked(text, Decimal(2), decision_type) == '"high"'


def node(text: str) -> DecisionTable:
    made = program(input_data("i", "number") + decision("d", text, needs_input("i")))
    found: Node | None = next(iter(made.decisions.values())).logic
    while isinstance(found, Conform):
        found = found.value
    assert isinstance(found, DecisionTable)
    return found


def test_cells_know_their_place() -> None:
    made = program(input_data("i") + decision("d", table(("1", "no such name")), needs_input("i")))
    (problem,) = made.problems
    assert problem.place.element == 'decision "d"'
    assert problem.place.cell.startswith("rule 1, output")
    assert problem.place.text == "no such name"


def test_the_node_keeps_policy_labels_and_priorities() -> None:
    found = node(table(*LOW_FIRST, policy="OUTPUT ORDER", values='"high", "low"'))
    assert found.hit_policy is HitPolicy.OUTPUT_ORDER
    assert found.inputs[0].label == "Size"
    assert found.outputs[0].priorities == (Constant("high"), Constant("low"))
    assert [rule.number for rule in found.rules] == [1, 2]
    assert found.rules[0].conditions[0].is_any


def test_an_empty_result_is_null_and_noted() -> None:
    made = program(input_data("i") + decision("d", table(("-", " ")), needs_input("i")))
    assert codes(made) == ["empty_output"]
    assert ask(made, "d", {"i": None}).value is None
