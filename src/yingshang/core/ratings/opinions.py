"""An opinion: a grade, reasons and a comment, checked before anything else is done with them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from yingshang.core.ratings.errors import WrongComment, WrongGrade, WrongReason
from yingshang.core.ratings.models import Rating
from yingshang.core.ratings.reasons import Reason

COMMENT_LENGTH = 500
WORST_GOOD = int(Rating.Grade.FAIR)
"""Grades below this are bad ratings (差评). *Source*: 国办发〔2019〕51号: grades 1 and 2."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of one service."""

    grade: int
    reasons: tuple[str, ...] = ()
    comment: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether it is a bad rating (差评), which the call-back desk follows up."""
        return self.grade < WORST_GOOD


def checked(opinion: Opinion) -> Opinion:
    """The opinion with a tidy comment. Errors: `WrongGrade`, `WrongReason`, `WrongComment`."""
    if type(opinion.grade) is not int or opinion.grade not in Rating.Grade.values:
        raise WrongGrade(field="grade")
    return Opinion(opinion.grade, _reasons(opinion.reasons), _comment(opinion.comment))


def _reasons(reasons: Sequence[str]) -> tuple[str, ...]:
    if len(set(reasons)) != len(reasons) or not set(reasons) <= set(Reason.values):
        raise WrongReason(field="reasons")
    return tuple(str(reason) for reason in Reason.values if reason in reasons)


def _comment(text: str) -> str:
    comment = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    is_plain = not any(unicodedata.category(c) in _CONTROL and c != "\n" for c in comment)
    if len(comment) > COMMENT_LENGTH or not is_plain:
        raise WrongComment(field="comment", most=COMMENT_LENGTH)
    return comment


_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
