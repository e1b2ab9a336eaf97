"""Equality tables, and answers that are no answers."""

import pytest

from yingshang.city.matters.conditions import (
    AnswerUnknown,
    QuestionUnknown,
    completed,
    holds,
    may_hold,
)
from yingshang.city.matters.listing import Choice, Question

TABLE = [
    # when, answers, holds, may hold
    ({}, {}, True, True),
    ({}, {"a": "x"}, True, True),
    ({"a": ("x",)}, {"a": "x"}, True, True),
    ({"a": ("x", "y")}, {"a": "y"}, True, True),
    ({"a": ("x",)}, {"a": "y"}, False, False),
    ({"a": ("x",)}, {}, False, True),
    ({"a": ("x",), "b": ("z",)}, {"a": "x"}, False, True),
    ({"a": ("x",), "b": ("z",)}, {"a": "y"}, False, False),
    ({"a": ("x",), "b": ("z",)}, {"a": "x", "b": "z"}, True, True),
    ({"a": ("x",)}, {"a": "X"}, False, False),
]


@pytest.mark.parametrize(("when", "answers", "does", "may"), TABLE)
def test_a_condition_holds_when_every_question_agrees(when, answers, does, may):
    assert holds(when, answers) is does
    assert may_hold(when, answers) is may


def question(code: str, default: str | None = None) -> Question:
    choices = tuple(Choice(value=v, label="甲", label_en="A") for v in ("yes", "no"))
    return Question(code=code, text="问？", text_en="Ask?", choices=choices, default=default)


def test_defaults_fill_what_was_not_answered_and_nothing_else():
    questions = [question("a", "no"), question("b"), question("c", "no")]
    assert completed(questions, {"a": "yes"}) == {"a": "yes", "c": "no"}


def test_an_answer_that_is_no_choice_is_refused_beside_its_question():
    with pytest.raises(AnswerUnknown) as refused:
        completed([question("a")], {"a": "perhaps"})
    assert refused.value.field == "a"
    assert refused.value.text("en") == (
        "“Ask?” has no choice “perhaps”. Choose one of those shown."
    )


def test_an_answer_to_a_question_that_nobody_asked_is_refused():
    with pytest.raises(QuestionUnknown) as refused:
        completed([question("a")], {"z": "yes"})
    assert refused.value.field == "z"
