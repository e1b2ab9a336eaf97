"""Whatever the text, the parser gives nodes and problems, in time, and never an error."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.syntax_feel.sketch import known, problems
from yingshang.rules import ir
from yingshang.rules.ir import Binding, Broken, Node
from yingshang.rules.messages import sentence
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.source import Span
from yingshang.rules.syntax.feel import (
    MAX_LENGTH,
    Parsed,
    Scope,
    parse_expression,
    parse_tests,
    parse_type,
)  # fmt: skip
from yingshang.rules.syntax.feel.tokens import KEYWORDS
from yingshang.rules.types import NUMBER, ContextOf, ListOf

PIECES = [
    *sorted(KEYWORDS), *"()[]{}<>=+-*/.,:;?@'\"\\!", "..", "**", "!=", "<=", "->", "//", "/*", "*/",
    "a", "b c", "d-e", "item", "partial", "date", "date and time", "count", "list", "context",
    "number", "1", "2.5", ".5", "1e9", '"s"', '"\\u00e9"', '@"P1D"', "📦", "（", "，",
    "\n", "\ud800",
]  # fmt: skip
SOUP = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)
SCOPE = known("a", "b c", "d-e", things=ListOf(ContextOf((("x y", NUMBER),))))


@given(SOUP)
def test_any_expression_gives_a_node_or_says_what_is_wrong(text: str) -> None:
    parsed = parse_expression(text, SCOPE)
    assert isinstance(parsed.node, Node)
    assert isinstance(parsed.node, Broken) <= bool(parsed.problems)
    _check(parsed.problems, text)


@given(SOUP)
def test_any_tests_give_tests_or_say_what_is_wrong(text: str) -> None:
    parsed = parse_tests(text, SCOPE, Binding("?"))
    assert isinstance(parsed.tests, ir.Tests)
    _check(parsed.problems, text)


@given(SOUP)
def test_any_type_is_a_type_or_none(text: str) -> None:
    found = parse_type(text, {})
    assert found is None or parse_type(str(found), {}) == found


def _check(found: tuple[Problem, ...], text: str) -> None:
    for problem in found:
        assert problem.severity in Severity
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        given_marks = sum(str(value).count("…") for value in problem.data.values())
        said = sentence(problem.code, problem.data, "zh")
        assert said.count("…") <= given_marks, "a place of the template was not filled"


NESTED = {
    "brackets": ("(", "1", ")"),
    "lists": ("[", "1", "]"),
    "contexts": ("{a: ", "1", "}"),
    "filters": ("a[", "1", "]"),
    "calls": ("abs(", "1", ")"),
    "negated calls": ("-abs(", "1", ")"),
    "loops": ("for x in a return ", "1", ""),
    "functions": ("function(x) ", "1", ""),
    "tests": ("1 in (", "1", ")"),
    "branches": ("if (", "a", ") then 1 else 2"),
    "arithmetic": ("1 + 2 * (", "1", ")"),
}


@pytest.mark.parametrize("kind", sorted(NESTED))
def test_some_forty_levels_are_understood_and_a_thousand_refused(kind: str) -> None:
    opening, inner, closing = NESTED[kind]
    assert problems(opening * 40 + inner + closing * 40, known("a")) == []
    too_deep = parse_expression(opening * 1000 + inner + closing * 1000, known("a"))
    assert isinstance(too_deep.node, Broken)
    assert "nested_too_deeply" in [problem.code for problem in too_deep.problems]


CHAINS = ["1" + " + 1" * 1000, "a" + ".b" * 1000, "a" + "[1]" * 1000, "-" * 1000 + "a"]


@pytest.mark.parametrize("text", CHAINS, ids=["sum", "path", "filters", "signs"])
def test_a_chain_of_a_thousand_steps_is_refused(text: str) -> None:
    assert problems(text, known("a")) == ["too_many_steps"]


def test_a_text_that_is_too_long_is_refused() -> None:
    assert problems("1 " * MAX_LENGTH) == ["text_too_long"]


HOSTILE = {
    "a list of contexts": "[" + ",".join(["{a: 1, b c: 2}"] * 8_000) + "]",
    "open brackets": "(" * 120_000,
    "open lists": "[" * 120_000,
    "open contexts": "{a:" * 40_000,
    "open strings": '"\\' * 60_000,
    "open comments": "/*" * 60_000,
    "unknown names": ",".join(f"name{number}" for number in range(10_000)),
    "one long name": "a " * 60_000,
    "many names": "{" + ",".join(f"key {n}: 1" for n in range(8_000)) + "}",
    "colons": "{a:b:" * 20_000,
    "types": "1 instance of " + "list<" * 20_000,
    "else if": "if a then 1 else " * 8_000 + "1",
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_text_takes_a_time_that_grows_with_its_length_only(kind: str) -> None:
    """A quadratic step would take minutes; 120,000 characters take less than a second."""
    start = time.process_time()
    parsed = parse_expression(HOSTILE[kind], known("a"))
    assert isinstance(parsed, Parsed)
    assert time.process_time() - start < 5


def test_spans_point_at_what_they_mean() -> None:
    text = "  1 + abs(-2).x[3]  "
    node = parse_expression(text, Scope()).node
    assert node.span == Span(2, 18)
