"""What all shapes at the edge of the API share: strictness, plain text, paging, language, problems.

A human text is answered in the language of the request (Accept-Language, Chinese first); codes are
stable. Moments are ISO 8601 with their zone. *Units*: money is an integer in fen.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar
from uuid import UUID

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field

MOST_ROWS = 200
T = TypeVar("T")
K = TypeVar("K")

PLAIN = r"^[^\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
"""No control characters: PostgreSQL cannot keep NUL, and a reader cannot see the others."""

Text = Annotated[str, Field(max_length=500, pattern=PLAIN)]
LongText = Annotated[str, Field(max_length=10_000, pattern=PLAIN)]
Code = Annotated[str, Field(max_length=80, pattern=r"^[a-z][a-z0-9_]*$")]
Version = Annotated[int, Field(ge=1, le=2_147_483_647)]


class Shape(BaseModel):
    """A body of a request or an answer; a name that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paging(Shape):
    """How many rows, and after which one (the `next` of the page before)."""

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50
    after: UUID | None = None


class FieldProblem(Shape):
    """One of several problems, with the field where its remedy belongs."""

    field: str | None = None
    code: str
    title: str


class Problem(Shape):
    """Why a request was not done (RFC 9457), and what to do next."""

    type: str = Field(examples=["urn:yingshang:error:matters.stale_page"])
    title: str
    status: int = Field(ge=400, le=599)
    code: str = Field(examples=["matters.stale_page"])
    field: str | None = None
    problems: list[FieldProblem] = Field(default_factory=list)
    reference: str | None = None


Answers = dict[int, type[BaseModel] | None]


def gives(model: type[BaseModel] | None, *problems: int, status: int = 200) -> Answers:
    """The answers of an operation: its own, and the problems that are particular to it.

    Those that every operation of its kind can give (401, 422 and so on) are added on assembly.
    """
    return {status: model, **dict.fromkeys(problems, Problem)}


def cut(rows: Iterable[T], limit: int, key: Callable[[T], K]) -> tuple[list[T], K | None]:
    """A page and the next one's `after`; of `rows` at least one more than `limit` was asked for."""
    read = list(rows)
    page = read[:limit]
    return page, key(page[-1]) if len(read) > limit else None


def language() -> str:
    """The language of the request."""
    return get_language() or "zh-hans"


def said(zh: str, en: str) -> str:
    """One of two texts, by the language of the request."""
    return en if language().startswith("en") else zh


def said_or_none(zh: str | None, en: str | None) -> str | None:
    """One of two texts that may be absent."""
    return said(zh or "", en or zh or "") or None
