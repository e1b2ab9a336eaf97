"""Functions as values and functions that call themselves, on both back ends."""

import pytest

from tests.rules.lowering.asking import program
from tests.rules.models import decision, knowledge, knows, literal
from yingshang.rules.backends.compiled import Compiled
from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.ir import Program
from yingshang.rules.values import show

_ITEM = (
    '<itemDefinition name="F"><functionItem outputTypeRef="number">'
    '<parameters name="a" typeRef="number"/></functionItem></itemDefinition>'
)
_APPLY = knowledge("apply", literal("g(-2)"), "g:F")
_DOWN = knowledge("down", literal("if n <= 0 then 0 else down(n - 1)"), "n:number")


def _both(asked: Program) -> list[Outcome]:
    return [Evaluator(asked).decide("d", {}), Compiled(asked).decide("d", {})]


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        ("function(a: number) a * 2", "-4"),
        ("function(a) a * 2", "-4"),
        ("abs", "2"),
        ("function(a: number, b: number) a", "null"),
        ("function(a: string) 1", "null"),
        ('function(a: number) "x"', "null"),
    ],
)
def test_a_function_passes_as_its_type_says(function: str, wanted: str) -> None:
    asked = program(_ITEM + _APPLY + decision("d", literal(f"apply({function})"), knows("apply")))
    for outcome in _both(asked):
        assert show(outcome.value) == wanted
        assert [w.code for w in outcome.warnings] == (
            ["type_does_not_conform"] if wanted == "null" else []
        )


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_calls_without_end_have_no_value_and_the_reason(depth: int) -> None:
    asked = program(_DOWN + decision("d", literal(f"down({depth})"), knows("down")))
    for outcome in _both(asked):
        assert outcome.value is None
        assert {w.code for w in outcome.warnings} == {"too_deep"}


def test_of_very_many_warnings_the_first_are_kept() -> None:
    asked = program(decision("d", literal('for i in 1..1500 return number("x" + string(i))')))
    for outcome in _both(asked):
        assert len(outcome.warnings) == 1_000


@pytest.mark.parametrize("text", ["count(partial)", "(function() count(partial))()"])
def test_partial_is_there_where_it_is_used(text: str) -> None:
    asked = program(decision("d", literal(f"for i in 1..3 return {text}")))
    assert [show(outcome.value) for outcome in _both(asked)] == ["[0, 1, 2]"] * 2
