"""Shapes of the inbox."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.core.notices.types import Letter
from yingshang.core.schemas import MOST_ROWS, Shape


class InboxPaging(Shape):
    """How many letters, and after how many of the newest."""

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50
    after: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class LetterOut(Shape):
    """A notice to the caller or to somebody the caller acts for."""

    id: UUID
    at: datetime
    template: str = Field(examples=["case_accepted"])
    title: str
    text: str
    subject_kind: str
    subject_id: UUID
    is_read: bool

    @classmethod
    def of(cls, letter: Letter) -> "LetterOut":
        """The shape of a letter."""
        return cls(
            id=letter.id,
            at=letter.at,
            template=letter.template,
            title=letter.title,
            text=letter.text,
            subject_kind=letter.subject_kind,
            subject_id=letter.subject_id,
            is_read=letter.is_read,
        )


class Inbox(Shape):
    """A page of letters, latest first, and how many of all are unread."""

    items: list[LetterOut]
    next: int | None
    unread: int


class ReadLetters(Shape):
    """The letters that were read."""

    ids: Annotated[list[UUID], Field(max_length=MOST_ROWS)]


class MarkedRead(Shape):
    """How many were unread before."""

    marked: int
