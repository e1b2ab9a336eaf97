"""Which tokens belong to a name: the longest that is known where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.syntax_feel.sketch import context, known, meant, problems
from yingshang.rules.ir import Binding, Constant, Global, Local, Role
from yingshang.rules.syntax.feel import Scope, parse_expression
from yingshang.rules.syntax.feel.tokens import KEYWORDS
from yingshang.rules.types import DATE, DATE_TIME, NUMBER, ListOf

LONGEST = [
    ("a-b", ["a", "b"], "(- a b)"),
    ("a-b", ["a", "b", "a-b"], "a-b"),
    ("a - b", ["a", "b", "a-b"], "a-b"),
    ("(a)-(b)", ["a", "b", "a-b"], "(- a b)"),
    ("profit and loss", ["profit", "loss"], "(and profit loss)"),
    ("profit and loss", ["profit", "loss", "profit and loss"], "profit and loss"),
    ("profit and loss and tax", ["profit and loss", "tax"], "(and profit and loss tax)"),
    ("what if? + 1", ["what if?"], "(+ what if? 1)"),
    ("a b c", ["a", "a b", "a b c"], "a b c"),
    ("a b + c", ["a", "a b", "c"], "(+ a b c)"),
    ("first   name", ["first name"], "first name"),
    ("first\n\tname", ["first  name"], "first  name"),
    ("Flight 234 pre-check", ["Flight 234 pre-check"], "Flight 234 pre-check"),
    ("decision A 2.1 + 1", ["decision A 2", "decision A 2.1"], "(+ decision A 2.1 1)"),
    ("decision A 2.x", ["decision A 2"], "decision A 2.x"),
    ("Student's name", ["Student's name"], "Student's name"),
    ("and/or", ["and/or"], "and/or"),
    ("for sale", ["for sale"], "for sale"),
    ("not applicable", ["not applicable"], "not applicable"),
    ("lib.rate", ["lib"], "lib.rate"),
    ("lib.rate plan", ["lib", "lib.rate", "lib.rate plan"], "lib.rate plan"),
    ("注册资本 + 年龄（岁）", ["注册资本", "年龄（岁）"], "(+ 注册资本 年龄（岁）)"),
    ("市A-1 * 2", ["市A-1"], "(* 市A-1 2)"),
    ("🐎.🐎", ["🐎"], "🐎.🐎"),
    ("count + 1", ["count"], "(+ count 1)"),
    ("date and time + 1", ["date", "time"], "(+ @date and time 1)"),
]


@pytest.mark.parametrize(("text", "names", "expected"), LONGEST)
def test_the_longest_known_name_wins(text: str, names: list[str], expected: str) -> None:
    assert meant(text, known(*names)) == expected
    assert problems(text, known(*names)) == []


MEMBERS = [
    ("person.home address.street", "person.home address.street"),
    ("person.home address", "person.home address"),
    ("people.first-born", "people.first-born"),
    ("signed.time offset", "signed.time offset"),
    ("born.year - person.age", "(- born.year person.age)"),
    ("anything.home address", "anything.home address"),
    ("anything.time offset", "anything.time offset"),
    ("anything.other-member", "(- anything.other <unknown_name>)"),
    ("anything.brand new + 1", "(+ anything.brand new 1)"),
    ("anything.end", "anything.end"),
    ("anything.in", "anything.in"),
    ("{x y: 1}.x y + 1", "(+ {x y: 1}.x y 1)"),
    ("[{x-y: 1}].x-y", "[{x-y: 1}].x-y"),
    ("get value({x y: {a b: 1}}, \"x y\").a b", '(@get value {x y: {a b: 1}} "x y").a b'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEMBERS)
def test_after_a_dot_the_longest_member_of_the_type_wins(text: str, expected: str) -> None:
    address = context(street=NUMBER)
    person = context(home_address=address, age=NUMBER)
    scope = known(
        "anything",
        member_names=("home address",),
        person=person,
        people=ListOf(context(**{"first-born": person})),
        signed=DATE_TIME,
        born=DATE,
    )
    assert meant(text, scope) == expected


def test_an_inner_name_hides_an_outer_one_and_the_outer_one_comes_back() -> None:
    scope = known("x", "count")
    inner = scope.child([Binding("x")])
    assert isinstance(parse_expression("x", inner).node, Local)
    assert isinstance(parse_expression("x", scope).node, Global)
    assert meant("[for x in x return x, x]", scope) == "[(for x=x x), x]"


def test_a_variable_hides_a_function_of_the_same_name() -> None:
    assert meant("count(1)", known("count")) == "(call count 1)"
    assert meant("{count: function(x) x, y: count(1)}.y") == (
        "{count: (function [x] x), y: (call count 1)}.y"
    )


def test_an_entry_does_not_see_itself_or_later_ones() -> None:
    assert problems("{a: a}") == ["unknown_name"]
    assert problems("{a: b, b: 1}") == ["unknown_name"]


def test_names_with_a_meaning_of_their_own_are_used_as_given() -> None:
    scope = Scope({"answer": Constant(None)})
    found = parse_expression("  answer", scope).node
    assert found == Constant(None)
    assert (found.span.start, found.span.end) == (2, 8)


WORDS = st.from_regex(r"[A-Za-z_一-龥][A-Za-z0-9_一-龥]{0,6}", fullmatch=True).filter(
    lambda word: word not in KEYWORDS
)
LATER = st.one_of(WORDS, st.sampled_from([*sorted(KEYWORDS), "12", "2.5", "'", "+", "-", "/"]))


@given(st.builds(lambda first, rest: [first, *rest], WORDS, st.lists(LATER, max_size=6)))
def test_any_legal_name_is_found_however_it_is_spaced(tokens: list[str]) -> None:
    scope = known(name := " ".join(tokens))
    for written in (name, "\n\u3000 ".join(tokens), f"  {name} // its name"):
        found = parse_expression(written, scope)
        assert found.problems == ()
        assert found.node == Global(Role.INPUT, name, name)
