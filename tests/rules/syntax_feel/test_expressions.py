"""Texts and what they mean: precedence, and every rule of the grammar for expressions."""

import pytest

from tests.rules.syntax_feel.sketch import known, meant, problems

PRECEDENCE = [
    ("1 + 2 * 3", "(+ 1 (* 2 3))"),
    ("1 - 2 - 3", "(- (- 1 2) 3)"),
    ("8 / 4 / 2", "(/ (/ 8 4) 2)"),
    ("2 ** 3 ** 2", "(** (** 2 3) 2)"),
    ("2 * 3 ** 2", "(* 2 (** 3 2))"),
    ("-4 ** 2", "(** -4 2)"),
    ("-(4 ** 2)", "(neg (** 4 2))"),
    ("-a ** 2", "(** (neg a) 2)"),
    ("2 ** -1", "(** 2 -1)"),
    ("1 - -1", "(- 1 -1)"),
    ("--1", "(neg -1)"),
    ("- - a", "(neg (neg a))"),
    ("a or b and c", "(or a (and b c))"),
    ("a and b or c and d", "(or (and a b) (and c d))"),
    ("a or b or c", "(or (or a b) c)"),
    ("a = 1 and b != 2", "(and (= a 1) (!= b 2))"),
    ("a + 1 < b * 2", "(< (+ a 1) (* b 2))"),
    ("a < b = true", "(= (< a b) true)"),
    ("a between 1 and 2 + 3 and b", "(and (between a 1 (+ 2 3)) b)"),
    ("a in [1..2] and b", "(and (in a ([1..2])) b)"),
    ("-a instance of number", "(neg (is a number))"),
    ("-1 instance of number", "(is -1 number)"),
    ("1 + a instance of number", "(+ 1 (is a number))"),
    ("-a.b", "(neg a.b)"),
    ("a.b[1].c(2)", "(call a.b[1].c 2)"),
    ("(a + b) * c", "(* (+ a b) c)"),
    ("if a then b else c + 1", "(if a b (+ c 1))"),
    ("1 + if a then b else c + 1", "(+ 1 (if a b (+ c 1)))"),
]

EXPRESSIONS = [
    ("null", "null"),
    ("true", "true"),
    ("[]", "[]"),
    ("[1, [2], \"a\"]", '[1, [2], "a"]'),
    ("{}", "{}"),
    ("{a: 1, \"b c\": 2, d e: a + b c}", "{a: 1, b c: 2, d e: (+ a b c)}"),
    ("{a: 1, c: {d: a}}.c.d", "{a: 1, c: {d: a}}.c.d"),
    ("{a+b: 1, c: a + b}", "{a+b: 1, c: a+b}"),
    ("[1..5]", "[1..5]"),
    ("(1..5]", "(1..5]"),
    ("]1..5[", "(1..5)"),
    ("[1..5[", "[1..5)"),
    ("[a[1]..b[2]]", "[a[1]..b[2]]"),
    ("]a..b[1][", "(a..b[1])"),
    ("[]1..2[, ]3..4[]", "[(1..2), (3..4)]"),
    ("(1 + 2 .. 3 * 4)", "((+ 1 2)..(* 3 4))"),
    ("< 5", "(..5)"),
    ("(<= 5)", "(..5]"),
    ("[> 5, >= 5]", "[(5..), [5..)]"),
    ("(= 5)", "(= 5)"),
    ("(!= 5)", "(!= 5)"),
    ("[1..5].start included", "[1..5].start included"),
    ("(function(x) x + 1)(2)", "(call (function [x] (+ x 1)) 2)"),
    ("function(a: number, b c: list<string>) b c", "(function [a: number, b c: list<string>] b c)"),
    ("for i in a return i", "(for i=a i)"),
    ("for i in 1..b return partial[-1]", "(for i=1..b partial[-1])"),
    ("for x in a, y in x.b return x", "(for x=a y=x.b x)"),
    ("for a b in c return a b", "(for a b=c a b)"),
    ("some x in a satisfies x > 1", "(some x=a (> x 1))"),
    ("every x in a, y in b satisfies x = y", "(every x=a y=b (= x y))"),
    ("if a then 1 else if b then 2 else 3", "(if a 1 (if b 2 3))"),
    ("count([1, 2])", "(@count [1, 2])"),
    ("date and time(a)", "(@date and time a)"),
    ("number(from: a, grouping separator: \",\", decimal separator: null)",
     '(@number from: a grouping separator: "," decimal separator: null)'),
    ("not(a)", "(@not a)"),
    ("sort(a, function(x, y) x < y)", "(@sort a (function [x, y] (< x y)))"),
    ("a(1)", "(call a 1)"),
    ("a()", "(call a)"),
    ("a(b: 1)", "(call a b: 1)"),
    ("floor", "@floor"),
    ("a in 1", "(in a (1))"),
    ("a in (1, 2)", "(in a (1, 2))"),
    ("a in (< 1, >= b)", "(in a (< 1, >= b))"),
    ("a in > 1", "(in a (> 1))"),
    ("a in != 1", "(in a (!= 1))"),
    ("a in (1..2)", "(in a ((1..2)))"),
    ("a in (1..2[", "(in a ((1..2)))"),
    ("a in ((1..2), [3..4])", "(in a ((1..2), [3..4]))"),
    ("a in [1, 2]", "(in a ([1, 2]))"),
    ("a in (b).c", "(in a (b.c))"),
    ("a in (b) + 1", "(in a ((+ b 1)))"),
    ("a in (? > 1)", "(in a (true? (> ? 1)))"),
    ("a in (b in (?))", "(in a ((in b (true? ?))))"),
    ("1 // one\n+ 2", "(+ 1 2)"),
    ("1 /* one * // */ + 2", "(+ 1 2)"),
    ("\u30001\u00a0+\u200b2\ufeff", "(+ 1 2)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*PRECEDENCE, *EXPRESSIONS])
def test_an_expression_means(text: str, expected: str) -> None:
    scope = known("a", "b", "c", "d")
    assert meant(text, scope) == expected
    assert problems(text, scope) == []


def test_a_long_chain_of_or_becomes_a_shallow_tree_in_the_same_order() -> None:
    names = [f"v{number}" for number in range(1000)]
    shown = meant(" or ".join(names), known(*names))
    assert [word.strip("()") for word in shown.split() if word.strip("()") != "or"] == names
    assert max(_depths(shown)) < 30


def test_a_long_chain_of_else_if_is_no_nesting() -> None:
    text = "".join(f"if a = {number} then {number} else " for number in range(150)) + "null"
    assert problems(text, known("a")) == []


def _depths(shown: str) -> list[int]:
    depth, depths = 0, [0]
    for character in shown:
        depth += (character == "(") - (character == ")")
        depths.append(depth)
    return depths
