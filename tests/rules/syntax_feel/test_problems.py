"""What is wrong with a text: found where it is, collected, with what to do."""

import string

import pytest

from tests.rules.syntax_feel.sketch import context, known, meant, problems
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.sentences.feel import SENTENCES
from yingshang.rules.source import Place
from yingshang.rules.syntax.feel import Scope, parse_expression
from yingshang.rules.types import NUMBER

GRAMMAR = [
    ("", "nothing_written"),
    ("// only a comment", "nothing_written"),
    ("1 +", "expression_missing_at_end"),
    ("+ 1", "expression_missing"),
    ("a b ] c", "operator_missing"),
    ("[1, 2", "token_missing_at_end"),
    ("[1, 2)", "token_missing"),
    ("(1", "token_missing_at_end"),
    ("{a 1}", "token_missing"),
    ("{1: 2}", "name_missing"),
    ("{a: 1,}", "name_missing"),
    ("if a then b", "token_missing_at_end"),
    ("for x return 1", "token_missing_at_end"),
    ("for in [1] return 1", "name_missing"),
    ("some x in [1]", "token_missing_at_end"),
    ("1 between 2", "token_missing_at_end"),
    ("then", "expression_missing"),
    ("a == 1", "wrong_sign"),
    ("a <> 1", "wrong_sign"),
    ("a && b", "wrong_sign"),
    ("a || b", "wrong_sign"),
    ("'a'", "wrong_sign"),
    ("“a”", "wrong_sign"),
    ("a ≤ 1", "wrong_sign"),
    ("1 < < 2", "expression_missing"),
    ("[1..2", "token_missing_at_end"),
    ("/* never closed", "expression_missing"),
]


@pytest.mark.parametrize(("text", "code"), GRAMMAR)
def test_a_text_that_breaks_the_grammar_has_no_meaning_at_all(text: str, code: str) -> None:
    assert meant(text, known("a", "b")) == f"<{code}>"
    assert code in problems(text, known("a", "b"))


PARTS = [
    ("[1, x]", "[1, <unknown_name>]", ["unknown_name"]),
    ("1 + nothing at all", "(+ 1 <unknown_name>)", ["unknown_name"]),
    ("xyzzy(1)", "(call <unknown_name> 1)", ["unknown_name"]),
    ("xyzzy.b", "<unknown_name>.b", ["unknown_name"]),
    ("if true then 1 else x", "(if true 1 <unknown_name>)", ["unknown_name"]),
    ("? > 1", "(> <nothing_tested> 1)", ["nothing_tested"]),
    ("a，b", "<wrong_sign>", ["wrong_sign"]),
    ("{a: 1, a: 2}", "<duplicate_key>", ["duplicate_key"]),
    ("abs(1, n: 2)", "<mixed_arguments>", ["mixed_arguments"]),
    ("abs(n: 1, n: 2)", "<duplicate_argument>", ["duplicate_argument"]),
    ('function(x) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}',
     "<external_function>", ["external_function"]),
    ('{f: function(x) external {pmml: {document: "m.pmml", model: "m"}}, r: f(1)}.r',
     "{f: <external_function>, r: (call f 1)}.r", ["external_function"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "codes"), PARTS)
def test_a_part_without_meaning_leaves_the_rest_its_own(
    text: str, expected: str, codes: list[str]
) -> None:
    assert meant(text) == expected
    assert problems(text) == codes


def test_several_mistakes_are_reported_at_once_each_with_its_place() -> None:
    text = '[1 +, f(2 *, "x"), {a: , b: (3 -)}, missing]'
    found = parse_expression(text, Scope()).problems
    assert [(p.code, text[p.span.start : p.span.end]) for p in found] == [
        ("expression_missing", ","),
        ("unknown_name", "f"),
        ("expression_missing", ","),
        ("expression_missing", ","),
        ("expression_missing", ")"),
        ("unknown_name", "missing"),
    ]


def test_an_unknown_name_comes_with_the_one_that_may_be_meant() -> None:
    found = _only("emploees + 1", known("employees", "revenue"))
    assert found.code == "unknown_name_similar"
    assert found.data == {"name": "emploees", "similar": "employees"}
    assert found.text("zh") == "此处没有“emploees”；是否指“employees”？"


def test_an_unknown_member_is_a_warning_for_a_value_may_still_have_it() -> None:
    scope = known(firm=context(size=NUMBER))
    found = _only("firm.szie", scope)
    assert (found.code, found.severity) == ("unknown_member_similar", Severity.WARNING)
    assert meant("firm.szie", scope) == "firm.szie"
    assert _only("firm.size.unit", scope).code == "unknown_member"


def test_an_external_function_is_refused_by_name() -> None:
    text = 'function(x) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}'
    assert _only(text, Scope()).data == {"name": "java.lang.Math.cos(double)"}


def test_a_problem_keeps_the_place_it_was_given_and_the_text() -> None:
    place = Place("rules.dmn", 12, 'decision "Refund"')
    found = parse_expression("1 +", Scope(), place).problems[0]
    assert found.place == place.saying("1 +")
    assert str(found).startswith('rules.dmn:12, decision "Refund": The text ends')


def test_every_sentence_is_written_in_both_languages_with_the_same_data() -> None:
    for code, (chinese, english) in SENTENCES.items():
        assert _fields(chinese) == _fields(english), code
        assert any("一" <= character <= "龥" for character in chinese), code


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _only(text: str, scope: Scope) -> Problem:
    (problem,) = parse_expression(text, scope).problems
    return problem
