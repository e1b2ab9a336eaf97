"""Unary tests: the cells of decision tables."""

import pytest

from tests.rules.syntax_feel.sketch import cell, known
from yingshang.rules.ir import Binding, ExpressionTest, Local
from yingshang.rules.syntax.feel import Scope, parse_tests

CELLS = [
    ("-", "-"),
    ("  - // anything", "-"),
    ("", "-"),
    ("\n ", "-"),
    ("1", "(1)"),
    ("-1", "(-1)"),
    ("- a", "((neg a))"),
    ('"a", "b"', '("a", "b")'),
    ("null", "(null)"),
    ("< 5", "(< 5)"),
    ("= 5, != 6", "(= 5, != 6)"),
    (">= a + 1", "(>= (+ a 1))"),
    ("[1..5], ]6..7[", "([1..5], (6..7))"),
    ("(1..5)", "((1..5))"),
    ("a", "(a)"),
    ("? > 1 and ? < 5", "(true? (and (> ? 1) (< ? 5)))"),
    ("a > 1", "((> a 1))"),
    ('contains(?, "x"), a', '(true? (@contains ? "x"), a)'),
    ("a[item = ?]", "(true? a[(= (item.item else item) ?)])"),
    ("not(1, < 0)", "not(1, < 0)"),
    ("not((1..5))", "not((1..5))"),
    ("not([1..5[)", "not([1..5))"),
    ("not(? = 1)", "not(true? (= ? 1))"),
    ("not(a) and b", "((and (@not a) b))"),
    ("not(a), b", "((@not a), b)"),
    ("not(a in (1, 2))", "not((in a (1, 2)))"),
    ("count(?) in (1, 2)", "(true? (in (@count ?) (1, 2)))"),
    ("a in (?)", "((in a (true? ?)))"),
    ("b c", "(b c)"),
    ("(< 5)", "((..5))"),
    ('date("2020-01-01")', '((@date "2020-01-01"))'),
    ("wrong", "(true? <unknown_name>)"),
    ("1 +", "(true? <expression_missing_at_end>)"),
    ("1 2", "(true? <operator_missing>)"),
    ("- 1 -", "(true? <expression_missing_at_end>)"),
    ("1,, 2", "(true? <expression_missing>)"),
    ("not(1", "(true? <token_missing_at_end>)"),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_cell_means(text: str, expected: str) -> None:
    assert cell(text, known("a", "b", "b c")) == expected


def test_the_question_mark_is_the_binding_that_was_given() -> None:
    value = Binding("?")
    tests = parse_tests("?", Scope(), value).tests
    assert tests.value == value
    assert tests.tests == (ExpressionTest(Local(value), uses_value=True),)


def test_not_with_tests_reports_a_problem_once() -> None:
    parsed = parse_tests("not(wrong) and wrong", Scope(), Binding("?"))
    assert [problem.code for problem in parsed.problems] == ["unknown_name", "unknown_name"]
