"""Shapes of the offices' work: opinions, templates, workload."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.city.matters.opinions.models import AskedOpinion
from yingshang.city.matters.tools.models import ReplyTemplate
from yingshang.city.matters.tools.workload import Load
from yingshang.core.schemas import LongText, Shape, Version


class AskedOffice(Shape):
    """An office to ask, and how many working days it has."""

    office_id: UUID
    days: Annotated[int, Field(ge=1, le=30)]


class AskBody(Shape):
    """What is asked of which offices."""

    question: Annotated[LongText, Field(min_length=1, max_length=500)]
    offices: Annotated[list[AskedOffice], Field(min_length=1, max_length=20)]


class AnswerBody(Shape):
    """An opinion; `version` is the one that was looked at."""

    answer: Annotated[LongText, Field(min_length=1, max_length=1000)]
    version: Version | None = None


class OpinionIds(Shape):
    """The cases of the opinions."""

    ids: list[UUID]


class AskedOut(Shape):
    """An opinion that was asked for: about which case, by which office, by when."""

    opinion_id: UUID
    number: str
    version: int
    about: str
    office: str
    question: str
    due_at: datetime | None

    @classmethod
    def of(cls, asked: AskedOpinion) -> "AskedOut":
        """The shape of an asked opinion."""
        return cls(
            opinion_id=asked.pk,
            number=asked.case.number,
            version=asked.case.version,
            about=asked.main.number,
            office=asked.main.office.code,
            question=asked.question,
            due_at=getattr(asked, "due_at", None),
        )


class OpinionList(Shape):
    """Opinions to give."""

    items: list[AskedOut]


class TemplateOut(Shape):
    """A reply template in the version that is in use."""

    template_id: UUID
    code: UUID
    version: int
    office: str
    step: str
    name: str
    text: str

    @classmethod
    def of(cls, template: ReplyTemplate) -> "TemplateOut":
        """The shape of a template."""
        return cls(
            template_id=template.pk,
            code=template.code,
            version=template.version,
            office=template.office.code,
            step=template.step,
            name=template.name,
            text=template.text,
        )


class TemplateList(Shape):
    """Templates in use."""

    items: list[TemplateOut]


class LoadOut(Shape):
    """An officer's open cases; no `user_id` for those that nobody claimed."""

    user_id: UUID | None
    name: str
    open: int
    yellow: int
    red: int
    breached: int
    paused: int

    @classmethod
    def of(cls, load: Load) -> "LoadOut":
        """The shape of a load."""
        return cls(
            user_id=load.user_id, name=load.name, open=load.open, yellow=load.yellow,
            red=load.red, breached=load.breached, paused=load.paused,
        )  # fmt: skip


class Workload(Shape):
    """The open cases of the head's offices, by officer."""

    items: list[LoadOut]


class CopyOut(Shape):
    """The new draft."""

    application_id: UUID
