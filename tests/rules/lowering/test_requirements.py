"""A decision sees what it requires, and nothing else; wrong requirements are reported."""

from decimal import Decimal

import pytest

from tests.rules.lowering.asking import ask, codes, program, value
from tests.rules.models import (
    decision,
    input_data,
    knowledge,
    knows,
    literal,
    needs_decision,
    needs_input,
)


def test_inputs_and_decisions_are_seen_by_their_names() -> None:
    asked = program(
        input_data("annual income", "number")
        + decision("monthly income", literal("annual income / 12"), needs_input("annual income"))
        + decision("is low", literal("monthly income < 100"), needs_decision("monthly income"))
    )
    assert value(asked, "is low", {"annual income": Decimal(1080)}) == "true"
    assert value(asked, "monthly income", {"annual  income": Decimal(1080)}) == "90"


def test_what_is_not_required_is_unknown() -> None:
    asked = program(input_data("a") + decision("d", literal("a")) + decision("e", literal("1")))
    assert len(asked.problems) == 1
    assert ask(asked, "d", {"a": Decimal(1)}).value is None
    assert value(asked, "e") == "1"


def test_the_order_in_the_file_does_not_matter() -> None:
    asked = program(
        decision("d", literal("f(e)"), needs_decision("e"), knows("f"))
        + knowledge("f", literal("g(x) + 1"), "x", requires=knows("g"))
        + decision("e", literal("1"))
        + knowledge("g", literal("x * 10"), "x")
    )
    assert value(asked, "d") == "11"


def test_a_name_without_logic_is_null_and_says_so() -> None:
    asked = program(decision("e", "") + decision("d", literal("e"), needs_decision("e")))
    outcome = ask(asked, "d")
    assert outcome.value is None
    assert [warning.code for warning in outcome.warnings] == ["no_logic"]


def test_a_cycle_is_named_and_the_rest_works() -> None:
    asked = program(
        decision("a", literal("b"), needs_decision("b"))
        + decision("b", literal("c"), needs_decision("c"))
        + decision("c", literal("a"), needs_decision("a"))
        + decision("self", literal("self"), needs_decision("self"))
        + decision("d", literal("1"))
    )
    cycles = [p for p in asked.problems if p.code == "requirement_cycle"]
    assert {p.place.element for p in cycles} == {
        'decision "a"', 'decision "b"', 'decision "c"', 'decision "self"',
    }  # fmt: skip
    assert "→" in cycles[0].text("zh")
    assert value(asked, "a") == "null"
    assert value(asked, "d") == "1"


def test_a_function_may_call_itself() -> None:
    asked = program(
        knowledge(
            "f", literal("if n < 2 then 1 else n * f(n - 1)"), "n:number", requires=knows("f")
        )
        + decision("d", literal("f(5)"), knows("f"))
    )
    assert not codes(asked)
    assert value(asked, "d") == "120"


@pytest.mark.parametrize(
    ("requirement", "code"),
    [
        (needs_input("nothing"), "dangling_reference"),
        (needs_decision("a"), "wrong_reference"),
        (needs_input("f"), "wrong_reference"),
        (knows("a"), "wrong_reference"),
    ],
)
def test_a_requirement_of_the_wrong_thing_is_reported(requirement: str, code: str) -> None:
    asked = program(
        input_data("a") + knowledge("f", literal("1")) + decision("d", literal("1"), requirement)
    )
    assert codes(asked) == [code]
    assert value(asked, "d") == "1"


def test_a_long_chain_of_decisions_is_lowered() -> None:
    links = [decision("d0", literal("1"))]
    links += [
        decision(f"d{n}", literal(f"d{n - 1} + 1"), needs_decision(f"d{n - 1}"))
        for n in range(1, 1000)
    ]
    asked = program("".join(links))
    assert not codes(asked)
    assert value(asked, "d100") == "101"
