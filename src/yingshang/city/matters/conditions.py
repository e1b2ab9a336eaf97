"""Equality tables: for which answers something is needed.

A condition names questions and, for each, the answers that agree with it; every question must
agree, an empty condition always does. There is no other operator: what a table cannot say is a rule
(DMN), see `guiding`.
"""

from collections.abc import Iterable, Mapping

from yingshang.city.matters.listing.questions import Question
from yingshang.errors import Invalid

When = Mapping[str, tuple[str, ...]]
Answers = Mapping[str, str]


class AnswerUnknown(Invalid):
    """The answer is not one of the question's choices."""

    code = "matters.answer_unknown"
    zh = "“{question}”没有“{answer}”这个选项。请从选项中选一个。"
    en = "“{question_en}” has no choice “{answer}”. Choose one of those shown."


class QuestionUnknown(Invalid):
    """An answer to a question that nobody asked."""

    code = "matters.question_unknown"
    zh = "没有“{question}”这个问题。请刷新页面后重新回答。"
    en = "There is no question “{question}”. Reload the page and answer again."


def holds(when: When, answers: Answers) -> bool:
    """Whether every question named has one of its agreeing answers; unanswered does not agree."""
    return all(answers.get(question) in values for question, values in when.items())


def may_hold(when: When, answers: Answers) -> bool:
    """Whether `when` holds or still could, once the unanswered questions are answered."""
    return all(
        question not in answers or answers[question] in values for question, values in when.items()
    )


def completed(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """The answers, with the default of each question that was not answered and has one.

    *Errors*: `QuestionUnknown`, `AnswerUnknown`.
    """
    known = {question.code: question for question in questions}
    for code, answer in answers.items():
        if code not in known:
            raise QuestionUnknown(field=code, question=code)
        if answer not in known[code].values:
            question = known[code]
            raise AnswerUnknown(
                field=code, question=question.text, question_en=question.text_en, answer=answer
            )
    defaults = {code: q.default for code, q in known.items() if q.default is not None}
    return defaults | dict(answers)
