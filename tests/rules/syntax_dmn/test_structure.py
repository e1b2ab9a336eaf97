"""Every mistake of structure is reported at once, with its element, line and what was expected."""

import pytest

from tests.rules.models import dmn, model
from yingshang.rules.syntax.dmn import read

MISTAKES = {
    "unknown_element": '<decisionn name="d"/>',
    "missing_attribute": "<decision/>",
    "missing_element": '<decision name="d"><decisionTable/></decision>',
    "repeated_element": '<decision name="d"><variable name="d"/><variable name="d"/></decision>',
    "unknown_choice": '<itemDefinition name="t" isCollection="perhaps"/>',
    "duplicate_id": '<inputData id="a" name="x"/><inputData id="a" name="y"/>',
    "duplicate_element_name": '<inputData name="x"/><decision name="x"/>',
}


@pytest.mark.parametrize("code", MISTAKES)
def test_each_mistake_has_its_code_and_sentences(code: str) -> None:
    (problem,) = model(MISTAKES[code]).problems
    assert problem.code == code
    assert "…" not in problem.text("zh") + problem.text("en")


def test_all_mistakes_of_a_file_are_reported_together() -> None:
    found = [p.code for p in model("".join(MISTAKES.values())).problems]
    assert set(found) >= set(MISTAKES)


def test_a_mistake_says_where_it_stands() -> None:
    text = dmn('\n<decision name="大小">\n<context>\n<contextEntries/></context></decision>')
    (problem,) = read(text.encode(), file="size.dmn").problems
    assert str(problem.place) == 'size.dmn:4, decision "大小"'
    assert problem.data["expected"] == "contextEntry"


def test_names_may_recur_in_different_lists_of_components() -> None:
    component = '<itemComponent name="a"><typeRef>number</typeRef></itemComponent>'
    twice = f'<itemDefinition name="x">{component}</itemDefinition>'
    assert not model(twice + twice.replace('"x"', '"y"')).problems
    (problem,) = model(twice.replace(component, component * 2)).problems
    assert problem.code == "duplicate_element_name"


def test_what_other_tools_add_is_passed_over() -> None:
    body = (
        '<extensionElements><t:x xmlns:t="urn:t"/></extensionElements>'
        '<t:y xmlns:t="urn:t"/><knowledgeSource name="k"><type>law</type></knowledgeSource>'
        "<textAnnotation><text>note</text></textAnnotation>"
    )
    assert not model(body).problems
