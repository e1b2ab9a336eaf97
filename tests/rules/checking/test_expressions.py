"""Expressions that can only be null are found before they run, each at its place."""

import pytest

from tests.rules.checking.checked import of_text, problems, program
from tests.rules.models import literal
from yingshang.rules.checking import check
from yingshang.rules.problems import Severity


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('n + "1"', "kinds_do_not_fit"),
        ("d + n", "kinds_do_not_fit"),
        ("n = s", "kinds_do_not_fit"),
        ("d < n", "kinds_do_not_fit"),
        ("n between 1 and s", "kinds_do_not_fit"),
        ("n < null", "order_of_null"),
        ("-s", "no_negative"),
        ("n and b", "not_a_condition"),
        ("if n then 1 else 2", "not_a_condition"),
        ("some x in list satisfies x + 1", "not_a_condition"),
        ("list[s]", "not_a_condition"),
        ("sqrt(s)", "arguments_do_not_fit"),
        ("sqrt(1, 2)", "wrong_number_of_arguments"),
        ("sqrt(n: 4)", "wrong_number_of_arguments"),
        ("n(1)", "cannot_be_called"),
        ("(function(x: number) x)(1, 2)", "wrong_number_of_arguments"),
        ("(function(x: number) x)(s)", "never_of_type"),
        ('n in ("a", "b")', "cell_of_another_kind"),
        ("nobody", "unknown_name"),
    ],
)
def test_a_part_that_can_only_be_null_is_an_error(text: str, code: str) -> None:
    assert code in of_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "n + m", "d + duration(\"P1D\")", "d - d", "s + \"x\"", "n = null", "null = s", "any + 1",
        "any = s", "if any then 1 else 2", "list[1]", "list[item > 2]", "sum(list)", "sum(1, 2, 3)",
        "max(n, m)", "min(list)", "string length(s)", "count(n)",
        "date and time(d, time(\"10:00:00\"))", "sort(list, function(x, y) x < y)",
        "n in [1..2]", "n in (1, 2)", "n in list", "b and n > 1", "not(b)",
        "for i in 1..3 return i * n", "{a: 1}.a + 1", "every x in list satisfies x > 0",
    ],
)  # fmt: skip
def test_what_may_have_a_value_is_left_alone(text: str) -> None:
    assert of_text(text) == []


def test_a_decision_that_is_never_of_its_type_is_an_error() -> None:
    assert of_text("n + 1", "string") == ["never_of_type"]
    assert of_text("n", "tNumbers") == []
    assert of_text("[n]", "number") == []


def test_a_constant_that_its_type_does_not_allow_is_an_error() -> None:
    assert of_text('"huge"', "tSize") == ["constant_not_allowed"]
    assert of_text('"large"', "tSize") == []


def test_a_problem_knows_its_place_and_its_words() -> None:
    (problem,) = problems(literal('1 + (n * "x")'))
    assert problem.severity is Severity.ERROR
    assert problem.place.element == 'decision "d1"'
    assert problem.place.text[problem.span.start : problem.span.end] == 'n * "x"'
    assert "number" in problem.text("en")
    assert "结果总是空" in problem.text("zh")


def test_an_input_that_nothing_uses_is_noted() -> None:
    unused = [p for p in check(program(literal("n + m"))) if p.code == "input_unused"]
    assert [str(p.data["name"]) for p in unused] == ["s", "b", "d", "size", "list", "any"]
    assert {p.severity for p in unused} == {Severity.WARNING}
