"""Every boxed expression has the meaning that the specification gives it."""

import pytest

from tests.rules.lowering.asking import ask, codes, program, value
from tests.rules.models import context, decision, knowledge, knows, literal

ONE = literal("1")


def box(name: str, inside: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{inside}</{name}>"


def parts(**texts: str) -> str:
    return "".join(box(name.rstrip("_"), literal(text)) for name, text in texts.items())


def iteration(kind: str, body: str, domain: str, text: str) -> str:
    return box(kind, parts(in_=domain, **{body: text}), ' iteratorVariable="x"')


BOXES = [
    (literal("1 + 2"), "3"),
    (context(a="1", b="a + 1"), "{a: 1, b: 2}"),
    (context(the_sum="1 + 2", result="the sum * 2"), "6"),
    (context(f="function(n) n + 1", result="f(1)"), "2"),
    (box("list", literal("1") + context(a="2") + box("list", ONE)), "[1, {a: 2}, [1]]"),
    (box("list", ""), "[]"),
    (
        '<relation><column name="a b"/><column name="c"/>'
        + box("row", literal("1") + literal("2"))
        + box("row", literal("3") + literal("4"))
        + "</relation>",
        "[{a b: 1, c: 2}, {a b: 3, c: 4}]",
    ),
    (box("conditional", parts(if_="1 < 2", then="1", else_="2")), "1"),
    (box("conditional", parts(if_="null", then="1", else_="2")), "2"),
    (box("filter", parts(in_="[1, 2, 3]", match="item > 1")), "[2, 3]"),
    (box("filter", parts(in_="[{a: 1}, {a: 2}]", match="a > 1")), "[{a: 2}]"),
    (box("filter", parts(in_="[1, 2]", match="2")), "2"),
    (iteration("for", "return", "[1, 2]", "x * 10"), "[10, 20]"),
    (iteration("for", "return", "[1, 2, 3]", "count(partial) + x"), "[1, 3, 5]"),
    (iteration("for", "return", "[]", "x"), "[]"),
    (iteration("some", "satisfies", "[1, 2]", "x = 2"), "true"),
    (iteration("every", "satisfies", "[1, 2]", "x = 2"), "false"),
]


@pytest.mark.parametrize(("text", "expected"), BOXES)
def test_a_box_has_its_value(text: str, expected: str) -> None:
    asked = program(decision("d", text))
    assert not codes(asked)
    assert value(asked, "d") == expected


def test_the_parts_of_a_box_may_be_boxes() -> None:
    table = (
        "<decisionTable><input><inputExpression><text>x</text></inputExpression></input>"
        "<output/><rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry>"
        "<text>x * 2</text></outputEntry></rule></decisionTable>"
    )
    loop = box("in", context(a="1", result="[a, 2]")) + box("return", table)
    asked = program(decision("d", box("for", loop, ' iteratorVariable="x"')))
    assert value(asked, "d") == "[null, 4]"


@pytest.mark.parametrize("match", ['"no boolean"', 'if item < 2 then true else "no boolean"'])
def test_a_filter_whose_condition_is_not_boolean_is_null(match: str) -> None:
    outcome = ask(program(decision("d", box("filter", parts(in_="[1, 2, 3]", match=match)))), "d")
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == ["not_boolean"]


def test_a_function_box_is_called_by_name_and_by_position() -> None:
    function = box(
        "functionDefinition",
        '<formalParameter name="the x" typeRef="number"/><formalParameter name="y"/>'
        + literal("the x - y"),
    )
    entry = f'<contextEntry><variable name="f"/>{function}</contextEntry>'
    for call in ("f(3, 1)", "f(y: 1, the x: 3)"):
        asked = program(decision("d", box("context", entry + box("contextEntry", literal(call)))))
        assert value(asked, "d") == "2"


def binding(name: str, text: str | None) -> str:
    return box("binding", f'<parameter name="{name}"/>' + (literal(text) if text else ""))


@pytest.mark.parametrize(
    ("called", "bindings", "expected"),
    [
        ("f", binding("a", "3") + binding("b", "1"), "2"),
        ("f", binding("b", "1") + binding("a", "3"), "2"),
        ("f", binding("a", "3") + binding("c", "1"), "null"),
        ("f", binding("a", "3") + binding("b", None), "null"),
        ("abs", binding("n", "-3"), "3"),
        ("no such", binding("n", "-3"), "null"),
    ],
)
def test_an_invocation_binds_parameters_by_name(called: str, bindings: str, expected: str) -> None:
    asked = program(
        knowledge("f", literal("a - b"), "a:number", "b:number")
        + decision("d", box("invocation", literal(called) + bindings), knows("f"))
    )
    outcome = ask(asked, "d")
    assert value(asked, "d") == expected
    assert bool(outcome.warnings) is (expected == "null")


BROKEN = {
    "no_expression": "<literalExpression/>",
    "unknown_language": '<literalExpression expressionLanguage="urn:cobol"><text>1</text>'
    "</literalExpression>",
    "row_cells": '<relation><column name="a"/><row/></relation>',
    "unknown_hit_policy": '<decisionTable hitPolicy="BEST"><output/></decisionTable>',
    "unknown_aggregation": '<decisionTable aggregation="AVG"><output/></decisionTable>',
    "no_output": "<decisionTable/>",
    "output_without_name": '<decisionTable><output name="a"/><output/></decisionTable>',
    "rule_cells": "<decisionTable><output/><rule><inputEntry><text>-</text></inputEntry>"
    "<outputEntry><text>1</text></outputEntry></rule></decisionTable>",
    "boxed_external_function": '<functionDefinition kind="PMML"/>',
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_cannot_be_understood_is_null_and_said_while_the_rest_works(code: str) -> None:
    asked = program(decision("d", BROKEN[code]) + decision("e", literal("1 + 1")))
    assert code in codes(asked)
    outcome = ask(asked, "d")
    assert outcome.value in (None, (None,))
    assert outcome.warnings
    assert value(asked, "e") == "2"


def test_an_external_function_is_refused_by_its_class() -> None:
    java = context(**{"class": '"java.lang.Math"', "method_signature": '"cos(double)"'})
    asked = program(
        knowledge("cos", java, "x", attributes=' kind="Java"')
        + decision("d", literal("cos(1)"), knows("cos"))
    )
    (problem,) = asked.problems
    assert "java.lang.Math, cos(double)" in problem.text("zh")
    assert value(asked, "d") == "null"


def test_a_declared_type_is_enforced_at_every_box() -> None:
    entries = (
        f'<contextEntry><variable name="a" typeRef="number"/>{literal(chr(34) + "x" + chr(34))}'
        f'</contextEntry><contextEntry><variable name="b"/>{literal("1", "string")}</contextEntry>'
    )
    outcome = ask(program(decision("d", box("context", entries))), "d")
    assert outcome.value == {"a": None, "b": None}
    assert len(outcome.warnings) == 2
