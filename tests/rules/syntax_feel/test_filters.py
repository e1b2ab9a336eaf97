"""Names inside a filter: members of the element first, then what they mean outside."""

import pytest

from tests.rules.syntax_feel.sketch import context, known, meant, problems
from yingshang.rules.types import NUMBER, ListOf

ELEMENTS = context(age=NUMBER, home_town=NUMBER)

FILTERS = [
    ("people[age > limit]", "people[(> item.age limit)]"),
    ("people[home town = 1]", "people[(= item.home town 1)]"),
    ("people[item.age > 1]", "people[(> item.age 1)]"),
    ("people[count(people[age > 1]) > 1]", "people[(> (@count people[(> item.age 1)]) 1)]"),
    ("people[1]", "people[1]"),
    ("people[-1].age", "people[-1].age"),
    ("numbers[item > age]", "numbers[(> item age)]"),
    ("numbers[item > 1][item < 5]", "numbers[(> item 1)][(< item 5)]"),
    ("[{item: 1}][item > 1]", "[{item: 1}][(> item.item 1)]"),
    ("[{a: 1}, {a: 2, b: 3}][a > 1]", "[{a: 1}, {a: 2, b: 3}][(> item.a 1)]"),
    ("numbers[some x in people satisfies x.age = item]",
     "numbers[(some x=people (= x.age item))]"),
]  # fmt: skip

UNKNOWN_ELEMENTS = [
    ("things[age > 1]", "things[(> (item.age else age) 1)]"),
    ("things[weight > 1]", "things[(> (item.weight else <unknown_name>) 1)]"),
    ("things[net weight > 1]", "things[(> (item.net weight else <unknown_name>) 1)]"),
    ("things[net-weight > 1]", "things[(> (item.net-weight else <unknown_name>) 1)]"),
    ("things[item > 1]", "things[(> (item.item else item) 1)]"),
    ("things[item.age > 1]", "things[(> (item.item else item).age 1)]"),
    ("things[date > limit]", "things[(> (item.date else @date) (item.limit else limit))]"),
    ("things[date(a) > 1]", "things[(> (@date (item.a else <unknown_name>)) 1)]"),
    ("things[things[age]]",
     "things[(item.things else things)[(item.age else (item.age else age))]]"),
    ("[{a: 1, b: 2}, {a: 2}][b > 1]",
     "[{a: 1, b: 2}, {a: 2}][(> (item.b else <unknown_name>) 1)]"),
    ("[{a: 1}, {b: 2}][b > 1]", "[{a: 1}, {b: 2}][(> (item.b else <unknown_name>) 1)]"),
    ("things[some x in xs satisfies x > a]",
     "things[(some x=(item.xs else <unknown_name>) (> x (item.a else <unknown_name>)))]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*FILTERS, *UNKNOWN_ELEMENTS])
def test_a_name_in_a_filter_means(text: str, expected: str) -> None:
    scope = known(
        "things",
        "age",
        "limit",
        member_names=("net-weight",),
        people=ListOf(ELEMENTS),
        numbers=ListOf(NUMBER),
    )
    assert meant(text, scope) == expected
    assert problems(text, scope) == []


def test_a_name_that_no_element_can_have_is_a_problem() -> None:
    scope = known(people=ListOf(ELEMENTS))
    assert problems("people[weight > 1]", scope) == ["unknown_name"]
    assert problems("people[home twon > 1]", scope) == ["unknown_name_similar"]


def test_many_filters_inside_one_another_cost_no_more_than_their_length() -> None:
    """Types are asked at each level; without memory this would take 2 to the 90 steps."""
    text = "[1]" + "[[item]" * 45 + "[1]" + "]" * 45
    assert problems(text) == []
