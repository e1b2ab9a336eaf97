"""Item definitions become types: enforced at inputs, decisions, parameters and results."""

from decimal import Decimal

import pytest

from tests.rules.lowering.asking import ask, codes, program, value
from tests.rules.models import decision, escaped, input_data, literal, needs_input
from yingshang.rules.types import (
    ANY,
    DATE_TIME,
    DAYS,
    NUMBER,
    STRING,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    Type,
    plain,
)
from yingshang.rules.values import Value


def item(name: str, inside: str, *, many: bool = False, tag: str = "itemDefinition") -> str:
    collection = ' isCollection="true"' if many else ""
    return f'<{tag} name="{name}"{collection}>{inside}</{tag}>'


def of(type_ref: str, *, allowed: str = "", constraint: str = "") -> str:
    tests = f"<allowedValues><text>{escaped(allowed)}</text></allowedValues>" if allowed else ""
    if constraint:
        tests += f"<typeConstraint><text>{escaped(constraint)}</text></typeConstraint>"
    return f"<typeRef>{escaped(type_ref)}</typeRef>{tests}"


def component(name: str, inside: str, *, many: bool = False) -> str:
    return item(name, inside, many=many, tag="itemComponent")


PERSON = item("t person", component("the name", of("string")) + component("age", of("tAge")))
AGE = item("tAge", of("number", allowed="[0..150]"))

SHAPES: list[tuple[str, Type]] = [
    (item("t", of("number")), NUMBER),
    (item("t", of("string"), many=True), ListOf(STRING)),
    (item("t", component("a", of("number"), many=True)), ContextOf((("a", ListOf(NUMBER)),))),
    (
        item("t", component("a", component("b", of("number")))),
        ContextOf((("a", ContextOf((("b", NUMBER),))),)),
    ),
    (
        item("t", '<functionItem outputTypeRef="number"><parameters name="p" typeRef="string"/>'
                  "</functionItem>"),
        FunctionOf((STRING,), NUMBER, ("p",)),
    ),
    (item("t", of("dateTime")), DATE_TIME),
    (item("t", of("feel:dayTimeDuration")), DAYS),
    (item("t", of("list<number>")), ListOf(NUMBER)),
    (item("t", of("Any")), ANY),
]  # fmt: skip


@pytest.mark.parametrize(("body", "shape"), SHAPES)
def test_an_item_definition_has_its_shape(body: str, shape: Type) -> None:
    asked = program(body)
    assert not codes(asked)
    assert plain(asked.types["t"]) == shape


def test_types_may_stand_in_any_order_and_keep_their_names() -> None:
    asked = program(PERSON + AGE)
    assert str(asked.types["t person"]) == "t person"
    members = plain(asked.types["t person"])
    assert isinstance(members, ContextOf)
    assert isinstance(members.member("age"), Constrained)


def given(type_name: str, body: str, value_given: Value) -> str:
    asked = program(
        body + input_data("i", type_name) + decision("d", literal("i"), needs_input("i"))
    )
    assert not codes(asked)
    return value(asked, "d", {"i": value_given})


ALICE = {"the name": "甲", "age": Decimal(30)}

GIVEN: list[tuple[str, str, Value, str]] = [
    ("tAge", AGE, Decimal(150), "150"),
    ("tAge", AGE, Decimal(151), "null"),
    ("tAge", AGE, "150", "null"),
    ("tAge", AGE, (Decimal(1),), "1"),
    ("t person", PERSON + AGE, ALICE, '{the name: "甲", age: 30}'),
    ("t person", PERSON + AGE, {**ALICE, "age": Decimal(-1)}, "null"),
    ("t person", PERSON + AGE, {"age": Decimal(1)}, "null"),
    ("t", item("t", of("number", allowed="> 1"), many=True), (Decimal(2), Decimal(3)), "[2, 3]"),
    ("t", item("t", of("number", allowed="> 1"), many=True), (Decimal(2), Decimal(1)), "null"),
    ("t", item("t", of("number"), many=True), Decimal(1), "[1]"),
    ("t", item("t", of("number", constraint="count(?) < 2"), many=True), (Decimal(1),), "[1]"),
    ("t", item("t", of("number", constraint="count(?) < 2"), many=True), (Decimal(1),) * 2, "null"),
    ("t", item("t", of("tAge", allowed="> 100")) + AGE, Decimal(120), "120"),
    ("t", item("t", of("tAge", allowed="> 100")) + AGE, Decimal(160), "null"),
    ("t", item("t", of("tAge", allowed="> 100")) + AGE, Decimal(60), "null"),
    ("t", item("t", of("string", allowed='"a", "b"')), "b", '"b"'),
    ("t", item("t", of("string", allowed='not("a")')), "a", "null"),
]


@pytest.mark.parametrize(("type_name", "body", "value_given", "expected"), GIVEN)
def test_an_input_that_does_not_conform_is_null(
    type_name: str, body: str, value_given: Value, expected: str
) -> None:
    assert given(type_name, body, value_given) == expected


def test_a_type_that_contains_itself_is_refused_by_its_path() -> None:
    body = item("a", component("b", of("b"))) + item("b", of("a"), many=True)
    asked = program(body + decision("d", literal("1"), type_ref="a"))
    (problem,) = [p for p in asked.problems if p.code == "recursive_type"]
    assert "a → b → a" in problem.text("en")


def test_an_unknown_type_is_reported_with_the_nearest_name() -> None:
    asked = program(AGE + decision("d", literal("1"), type_ref="tAgee"))
    (problem,) = asked.problems
    assert (problem.code, problem.data["known"]) == ("unknown_type_ref", "tAge")
    assert problem.place.element == 'decision "d"'
    assert value(asked, "d") == "1"


def test_a_broken_constraint_is_reported_and_not_enforced() -> None:
    asked = program(
        item("t", of("number", allowed="] 1 [")) + decision("d", literal("1"), type_ref="t")
    )
    assert asked.problems
    assert ask(asked, "d").value in (None, 1)


def test_members_with_spaces_are_found_by_their_declared_type() -> None:
    text = literal('i.the name + " " + string(i.age)')
    asked = program(
        PERSON + AGE + input_data("i", "t person") + decision("d", text, needs_input("i"))
    )
    assert value(asked, "d", {"i": ALICE}) == '"甲 30"'


def test_types_that_are_too_deep_or_too_many_are_refused_at_once() -> None:
    chain = "".join(item(f"t{n}", of(f"t{n + 1}")) for n in range(2000)) + item(
        "t2000", of("string")
    )
    double = "".join(
        item(f"u{n}", component("a", of(f"u{n + 1}")) + component("b", of(f"u{n + 1}")))
        for n in range(30)
    )
    asked = program(chain + double + item("u30", of("string")) + decision("d", literal("1")))
    assert set(codes(asked)) == {"type_too_large"}
    assert value(asked, "d") == "1"
