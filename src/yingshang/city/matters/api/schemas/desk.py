"""Shapes of the desk: the queue, a step, and what became of a batch of them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from yingshang.city.matters.api.schemas.cases import CaseRow, row_of
from yingshang.city.matters.desk import DeskStep
from yingshang.core.cases.types import Moved, Refusal
from yingshang.core.models import Case
from yingshang.core.schemas import MOST_ROWS, Code, LongText, Paging, Shape, Text, Version, language

StepName = Literal[
    "claim", "transfer", "assign", "accept", "ask_correction", "refuse_acceptance", "handle",
    "review",
    "send_back", "grant", "refuse", "suspend", "resume", "extend", "deliver", "terminate",
    "not_within_permits", "wrong_office", "correct_on_spot", "record_visit", "ask_supplement",
    "propose_extension", "decline_extension", "extend_jointly", "miss_delivery",
    "accept_conditionally", "decide_on_undertaking", "pass_gap", "fail_gap",
]  # fmt: skip


class QueuePaging(Paging):
    """Which part of the queue: what is to do, what is mine, what others must do, and so on."""

    state: Literal["todo", "mine", "waiting", "suspended", "yellow", "red", "overdue", "all"] = (
        "todo"
    )
    matter: Code | None = None
    search: Annotated[Text, Field(max_length=100)] = ""


class QueueRow(CaseRow):
    """A case in the queue: which step brings it on, when it is due, whether its clock stands."""

    next_step: str
    due_at: datetime | None
    is_paused: bool

    @classmethod
    def queued(cls, case: Case) -> "QueueRow":
        """The shape of a case as `queue_of` annotates it."""
        return cls(
            **row_of(case),
            next_step=getattr(case, "next_step", ""),
            due_at=getattr(case, "due_at", None),
            is_paused=getattr(case, "is_paused", False),
        )


class QueuePage(Shape):
    """A page of the queue, what is due first on top."""

    items: list[QueueRow]
    next: UUID | None


class StepBody(Shape):
    """A step as an officer takes it.

    `points` are those of a deficiency notice, `about` what of a correction is wrong; `procedure`
    and `expected_end` belong to a suspension, `go_to` names the office in charge, `corrected` and
    `confirmed_by` a correction on the spot, `ground` a listed ground of ending, `officers`,
    `where`, `visited_at` and `record` a site visit, `by`, `received_by` and `tracking` a delivery.
    `to` is the colleague to whom a case is transferred or assigned.
    """

    step: StepName
    version: Version | None = None
    reason: Annotated[Text, Field(max_length=200)] = ""
    opinion: Annotated[LongText, Field(max_length=2000)] = ""
    points: Annotated[list[Text], Field(max_length=50)] = Field(default_factory=list)
    procedure: Annotated[Text, Field(max_length=40)] = ""
    expected_end: AwareDatetime | None = None
    legal_basis: Text = ""
    to: UUID | None = None
    about: Annotated[list[Text], Field(max_length=50)] = Field(default_factory=list)
    go_to: Annotated[Text, Field(max_length=100)] = ""
    corrected: Annotated[LongText, Field(max_length=500)] = ""
    confirmed_by: Annotated[Text, Field(max_length=60)] = ""
    ground: Annotated[Text, Field(max_length=80)] = ""
    officers: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=list)
    visited_at: AwareDatetime | None = None
    where: Annotated[Text, Field(max_length=200)] = ""
    record: Annotated[LongText, Field(max_length=4000)] = ""
    by: Literal["", "desk", "mail", "electronic"] = ""
    received_by: Annotated[Text, Field(max_length=60)] = ""
    tracking: Annotated[Text, Field(max_length=40)] = ""

    def for_case(self, case_id: UUID) -> DeskStep:
        """The step of a case."""
        return DeskStep(
            case_id,
            self.step,
            version=self.version,
            reason=self.reason.strip(),
            opinion=self.opinion,
            points=tuple(self.points),
            procedure=self.procedure,
            expected_end=self.expected_end,
            legal_basis=self.legal_basis,
            data=self._data(),
        )

    def _data(self) -> dict[str, object]:
        names = ("go_to", "corrected", "confirmed_by", "ground", "where", "record", "by",
                 "received_by", "tracking", "about")  # fmt: skip
        data: dict[str, object] = {n: value for n in names if (value := getattr(self, n))}
        if self.to is not None:
            data["to"] = str(self.to)
        if self.officers:
            data["officers"] = [str(pk) for pk in self.officers]
        if self.visited_at is not None:
            data["visited_at"] = self.visited_at.isoformat()
        return data


class CaseStepBody(StepBody):
    """A step of one case in a batch."""

    case_id: UUID


class BatchBody(Shape):
    """Steps of many cases, mixed. `all_or_nothing`: one refusal undoes the batch."""

    steps: Annotated[list[CaseStepBody], Field(min_length=1, max_length=MOST_ROWS)]
    all_or_nothing: bool = False


class MovedOut(Shape):
    """A step that was taken: the state and version reached, and the entry that records it."""

    case_id: UUID
    step: str
    state: str
    version: int
    entry_id: UUID

    @classmethod
    def of(cls, moved: Moved) -> "MovedOut":
        """The shape of a step taken."""
        return cls(
            case_id=moved.case_id,
            step=moved.step,
            state=moved.state,
            version=moved.version,
            entry_id=moved.entry_id,
        )


class RefusedOut(Shape):
    """A row that was refused, by its place in the request, and why."""

    row: int
    case_id: UUID
    code: str = Field(examples=["cases.moved_on"])
    kind: str = Field(examples=["conflict"])
    title: str

    @classmethod
    def of(cls, refusal: Refusal) -> "RefusedOut":
        """The shape of a refusal."""
        return cls(
            row=refusal.row,
            case_id=refusal.case_id,
            code=refusal.code,
            kind=refusal.kind.value,
            title=refusal.sentence.text(language()),
        )


class OutcomeOut(Shape):
    """What became of a batch, row by row."""

    moved: list[MovedOut]
    refused: list[RefusedOut]
