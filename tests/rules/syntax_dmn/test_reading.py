"""What stands in a file stands in the model: names, texts, types and lines, of every version."""

import pytest

from tests.rules.models import decision, dmn, escaped, literal, model
from yingshang.rules.syntax.dmn import boxes, read
from yingshang.rules.syntax.dmn.namespaces import MODEL_VERSIONS


@pytest.mark.parametrize("version", MODEL_VERSIONS)
def test_every_version_from_1_2_to_1_5_is_read(version: str) -> None:
    text = dmn(decision("d", literal("1 < 2")), version=version)
    (found,) = read(text.encode(), file="m.dmn").decisions
    assert isinstance(found.expression, boxes.Literal)
    assert found.expression.text == boxes.Text("1 < 2", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_chinese_encodings_are_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + dmn(decision("稳岗返还", literal("1")))
    (found,) = read(text.encode(encoding), file="m.dmn").decisions
    assert found.name == "稳岗返还"


def test_comments_and_character_data_do_not_break_a_text() -> None:
    body = "<literalExpression><text>1 <!-- one -->+<![CDATA[ 2 < ]]>3</text></literalExpression>"
    (found,) = model(decision("d", body)).decisions
    assert isinstance(found.expression, boxes.Literal)
    assert found.expression.text is not None
    assert found.expression.text.text == "1 + 2 < 3"


def test_an_element_without_an_id_is_known_by_its_name() -> None:
    (found,) = model('<decision name=" a  b "/>').decisions
    assert (found.local_id, found.name, found.expression) == ("a b", "a b", None)


TABLE = f"""<decisionTable hitPolicy="COLLECT" aggregation="SUM" outputLabel="Sum">
<input label="Age"><inputExpression typeRef="number"><text>age</text></inputExpression>
<inputValues><text>[0..150]</text></inputValues></input>
<output name="o" typeRef="number"><outputValues><text>1,2</text></outputValues>
<defaultOutputEntry><text>0</text></defaultOutputEntry></output>
<annotation name="why"/>
<rule id="r1"><inputEntry><text>{escaped("< 18")}</text></inputEntry>
<outputEntry><text>1</text></outputEntry>
<annotationEntry><text>minors</text></annotationEntry></rule>
</decisionTable>"""


def test_a_table_keeps_columns_cells_and_annotations() -> None:
    table = model(decision("d", TABLE)).decisions[0].expression
    assert isinstance(table, boxes.DecisionTable)
    assert (table.hit_policy, table.aggregation, table.label) == ("COLLECT", "SUM", "Sum")
    assert table.inputs[0].values == boxes.Text("[0..150]", 3)
    assert table.outputs[0].default is not None
    (rule,) = table.rules
    assert (rule.id, rule.line, rule.annotations) == ("r1", 7, ("minors",))
    assert rule.conditions == (boxes.Text("< 18", 7),)


_BODY = "<in><list/></in><{0}><list/></{0}>"

BOXES = {
    "context": (boxes.Context, "<contextEntry><variable name='a'/><list/></contextEntry>"),
    "list": (boxes.List, "<list/><list/>"),
    "relation": (boxes.Relation, "<column name='a'/><row><list/></row>"),
    "functionDefinition": (boxes.FunctionDefinition, "<formalParameter name='a'/><list/>"),
    "invocation": (boxes.Invocation, "<list/><binding><parameter name='a'/><list/></binding>"),
    "conditional": (
        boxes.Conditional,
        "<if><list/></if><then><list/></then><else><list/></else>",
    ),
    "filter": (boxes.Filter, _BODY.format("match")),
    "for": (boxes.Iteration, _BODY.format("return")),
    "some": (boxes.Iteration, _BODY.format("satisfies")),
    "every": (boxes.Iteration, _BODY.format("satisfies")),
}


@pytest.mark.parametrize("element", BOXES)
def test_every_kind_of_box_is_read(element: str) -> None:
    kind, inside = BOXES[element]
    variable = ' iteratorVariable="a"' if kind is boxes.Iteration else ""
    found = model(decision("d", f"<{element}{variable}>{inside}</{element}>"))
    assert not found.problems
    assert type(found.decisions[0].expression) is kind


def test_the_digest_does_not_change_with_quotes_and_comments_but_with_content() -> None:
    one = read(dmn("<inputData name='a'/>").encode(), file="m.dmn").digest
    same = read(dmn('<!-- new --><inputData   name="a"></inputData>').encode(), file="n.dmn").digest
    other = read(dmn('<inputData name="b"/>').encode(), file="m.dmn").digest
    assert one == same != other
