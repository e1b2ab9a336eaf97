"""Shapes of a rating as its giver sends and sees it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.core.ratings.models import Rating
from yingshang.core.ratings.reasons import Reason
from yingshang.core.schemas import Shape, Text


class RatingBody(Shape):
    """Five grades, from 1 very dissatisfied to 5 very satisfied; reasons and comment if wanted."""

    grade: Annotated[int, Field(ge=1, le=5)]
    reasons: Annotated[list[Reason], Field(max_length=len(Reason))] = Field(default_factory=list)
    comment: Text = ""


class RatingOut(Shape):
    """A rating; the rated office never learns who gave it. `is_followed_up`: a bad one is."""

    case_id: UUID
    grade: int
    reasons: list[str]
    comment: str
    given_at: datetime
    is_followed_up: bool

    @classmethod
    def of(cls, rating: Rating) -> "RatingOut":
        """The shape of a rating of a case."""
        return cls(
            case_id=rating.subject_id,
            grade=rating.grade,
            reasons=list(rating.reasons),
            comment=rating.comment,
            given_at=rating.given_at,
            is_followed_up=rating.followup_case_id is not None,
        )
