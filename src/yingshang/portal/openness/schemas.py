"""Shapes of what is open to everybody by API."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from yingshang.core.draws.models import Draw
from yingshang.core.schemas import Paging, Shape, said
from yingshang.portal.openness import words

DrawState = Literal["announced", "drawn", "void"]
Position = Annotated[int, Field(ge=0, le=2**53 - 1)]


class DrawPaging(Paging):
    """Which draws, and how many."""

    state: DrawState | None = None


class LogState(Shape):
    """The log as it is now; `checkpoint` is the signed note, null before the first."""

    place: str = Field(examples=["430300"])
    origin: str
    size: int
    backlog: int
    sealed_at: datetime | None
    keys: list[str]
    checkpoint: str | None


class InclusionQuery(Shape):
    """Place `index` in the log of `size` entries."""

    index: Position
    size: Position


class ConsistencyQuery(Shape):
    """The log of `old` entries and that of `new`."""

    old: Position
    new: Position


class Proof(Shape):
    """Hashes in base64, in the order of RFC 9162, section 2.1."""

    hashes: list[str]


class DrawOut(Shape):
    """A draw as the public list has it; its files have their own addresses."""

    id: UUID
    code: str
    purpose: str
    office: str
    state: DrawState
    source: Literal["drand-quicknet", "commit-reveal"]
    is_simulated: bool
    announced_at: datetime
    chance_at: datetime
    closes_at: datetime
    ended_at: datetime | None
    announcement_hash: str = Field(examples=["af16d989ad4dbad4"], max_length=64)
    pool: int
    wanted: int
    void_reason: str | None

    @classmethod
    def of(cls, draw: Draw) -> "DrawOut":
        """The row in the language of the request."""
        return cls.model_validate({
            "id": draw.pk,
            "code": draw.code,
            "purpose": words.purpose(draw),
            "office": words.office_name(draw),
            "state": draw.state,
            "source": draw.source,
            "is_simulated": draw.is_simulated,
            "announced_at": draw.announced_at,
            "chance_at": draw.chance_at,
            "closes_at": draw.closes_at,
            "ended_at": draw.ended_at,
            "announcement_hash": bytes(draw.announcement_hash).hex(),
            "pool": draw.pool,
            "wanted": draw.wanted,
            "void_reason": said(draw.void_zh, draw.void_en) or None,
        })  # fmt: skip


class DrawPage(Shape):
    """A page of draws."""

    items: list[DrawOut]
    next: UUID | None
