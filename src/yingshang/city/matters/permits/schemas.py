"""Shapes of the permits told after registration, of the green channel and of served papers."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from yingshang.city.matters.permits import words
from yingshang.city.matters.permits.desk import WatchStep
from yingshang.city.matters.permits.promising import ToPromise
from yingshang.city.matters.serving.services import Serving
from yingshang.core.models import Case
from yingshang.core.schemas import MOST_ROWS, LongText, Shape, Text, Version, language

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class WatchOut(Shape):
    """A permit that a registered scope calls for."""

    id: UUID
    number: str
    version: int
    state: str
    state_name: str
    party: str
    permit: str
    requirement: str
    phrases: list[str]
    office: str
    told_at: AwareDatetime
    licence_no: str

    @classmethod
    def of(cls, case: Case) -> Self:
        """The shape of a watch; it comes with item, office, party and its own row."""
        watch = case.permit_watch
        return cls(
            id=case.pk, number=case.number, version=case.version, state=case.state,
            state_name=words.state_of(case)[1], party=case.party.name,
            permit=words.permit_name(case), requirement=words.requirement_text(watch),
            phrases=list(watch.phrases), office=case.office.name, told_at=case.opened_at,
            licence_no=watch.licence_no,
        )  # fmt: skip


class WatchPage(Shape):
    """A page of them, the newest first."""

    items: list[WatchOut]
    next: UUID | None


class PermitPromiseOut(Shape):
    """The words to be read, and the hash that names them."""

    title: str
    lines: list[str]
    text_hash: str

    @classmethod
    def of(cls, told: ToPromise) -> Self:
        """The words in the request's language; the hash is of the Chinese."""
        english = language().startswith("en")
        return cls(
            title=told.words.title(english=english),
            lines=list(told.words.lines(english=english)),
            text_hash=told.words.hash,
        )


class PromiseBody(Shape):
    """A promise in the words that were read."""

    text_hash: Hash
    version: Version | None = None


class NotTradingBody(Shape):
    """Why the firm does not trade in it."""

    reason: Annotated[Text, Field(min_length=1, max_length=200)]
    version: Version | None = None


class WatchStepBody(Shape):
    """A step of one watch; `record` belongs to guiding, `licence_no` to a permit from elsewhere."""

    case_id: UUID
    step: Literal["claim", "release", "guide", "permit", "not_trade", "flag", "hand_over"]
    version: Version | None = None
    reason: Annotated[Text, Field(max_length=200)] = ""
    record: Annotated[LongText, Field(max_length=1000)] = ""
    licence_no: Annotated[Text, Field(max_length=60)] = ""

    def step_of(self) -> WatchStep:
        """The step as the services take it."""
        said = {"record": self.record, "licence_no": self.licence_no}
        data = {name: text for name, text in said.items() if text}
        return WatchStep(self.case_id, self.step, self.version, self.reason, data)


class WatchBatch(Shape):
    """Steps of many watches. `all_or_nothing`: one refusal undoes the batch."""

    steps: Annotated[list[WatchStepBody], Field(min_length=1, max_length=MOST_ROWS)]
    all_or_nothing: bool = False


class GreenBody(Shape):
    """Who manages the case, and why it has priority."""

    manager: UUID
    reason: Annotated[Text, Field(min_length=1, max_length=200)]


class ServiceBody(Shape):
    """How a paper was served, or why it was not."""

    way: Literal["desk", "mail", "electronic"]
    has_arrived: bool
    received_by: Annotated[Text, Field(max_length=60)] = ""
    tracking: Annotated[Text, Field(max_length=40)] = ""
    reason: Annotated[Text, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.has_arrived and self.reason:
            raise ValueError("a served paper has no reason why it was not")
        return self

    def serving(self) -> Serving:
        """The attempt as the services take it."""
        return Serving(self.way, self.has_arrived, self.received_by, self.tracking, self.reason)
