"""Shapes of the unresolved-matter desk."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from yingshang.city.requests.pages.words import state_name
from yingshang.city.requests.texts import LONG, SHORT
from yingshang.city.requests.unresolved.deciding import Facts
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.core.models import Case, Commitment
from yingshang.core.schemas import Code, LongText, Paging, Shape, Text, Version

Long = Annotated[LongText, Field(max_length=LONG)]
Short = Annotated[LongText, Field(max_length=SHORT)]
Known = Literal["yes", "no", "unknown"]
Number = Annotated[Text, Field(max_length=40)]


class ReportBody(Shape):
    """What could not be done. The same `key` twice is one report."""

    key: UUID
    what: Annotated[Long, Field(min_length=1)]
    about_case: Number = ""
    about_item: Code | None = None


class VisitorBody(Shape):
    """The same without a log-in: a name and a phone number are needed."""

    key: UUID
    what: Annotated[Long, Field(min_length=1)]
    about_item: Code | None = None
    name: Annotated[Text, Field(min_length=1, max_length=120)]
    phone: Annotated[Text, Field(min_length=1, max_length=30)]


class ReceiptBody(Shape):
    """The number and the code on a receipt."""

    number: Number
    code: Number


class ReceiptOut(Shape):
    """What a visitor keeps, to follow the matter by."""

    number: str
    code: str


class Due(Shape):
    """A promise of the desk: by when, and when it was kept."""

    clock: str
    due_at: datetime
    original_due_at: datetime
    met_at: datetime | None


class ReportOut(Shape):
    """What became of a report."""

    id: UUID
    number: str
    state: str
    state_name: str
    what: str
    answer: str
    opened_at: datetime
    closed_at: datetime | None
    promises: list[Due]

    @classmethod
    def of(cls, case: Case) -> "ReportOut":
        """The shape of a reported matter."""
        row = Unresolved.objects.get(pk=case.pk)
        promises = Commitment.objects.filter(case=case, cancelled_at__isnull=True)
        return cls(
            id=case.pk,
            number=case.number,
            state=case.state,
            state_name=state_name(case),
            what=row.what,
            answer=row.answer,
            opened_at=case.opened_at,
            closed_at=case.closed_at,
            promises=[
                Due(clock=p.clock, due_at=p.due_at, original_due_at=p.original_due_at,
                    met_at=p.met_at)
                for p in promises.order_by("started_at", "clock")
            ],
        )  # fmt: skip


class DeskPaging(Paging):
    """Which stage of the desk's work."""

    stage: Literal["new", "running", "answered", "closed"] = "new"


class DeskRow(Shape):
    """A reported matter in the desk's list."""

    id: UUID
    number: str
    title: str
    state: str
    state_name: str
    version: int
    opened_at: datetime


class DeskPage(Shape):
    """A page of the desk's list, the oldest first."""

    items: list[DeskRow]
    next: UUID | None


class FactsBody(Shape):
    """What the desk found out; the rule decides by it."""

    conditions_met: Known = "unknown"
    is_litigation: Known = "unknown"
    is_unlawful: Known = "unknown"

    def facts(self) -> Facts:
        """The findings as the service takes them."""
        known = {"yes": True, "no": False, "unknown": None}
        return Facts(known[self.conditions_met], known[self.is_litigation], known[self.is_unlawful])


class DeskStepBody(Shape):
    """An act of the desk.

    `accept` takes `facts` and `matter_class`; `redirect` `facts`, `way` and `text`; `send`
    `offices` and `text`; `answer` `text` and `cause`; `call` `outcome` and `text`;
    `close_unreached` `text`.
    """

    step: Literal["accept", "redirect", "send", "answer", "call", "close_unreached"]
    version: Version | None = None
    facts: FactsBody = Field(default_factory=FactsBody)
    matter_class: Literal["", "simple", "transferred", "complex"] = ""
    way: Annotated[Text, Field(max_length=60)] = ""
    offices: Annotated[list[Code], Field(max_length=20)] = Field(default_factory=list)
    cause: Annotated[Text, Field(max_length=60)] = ""
    outcome: Literal["", "satisfied", "unsatisfied", "unreached"] = ""
    text: Long = ""


class TaskStepBody(Shape):
    """An act about an office's task: by the office, or (`give_time`, `refuse_time`) by the desk."""

    step: Literal["take", "return", "ask_time", "answer", "give_time", "refuse_time"]
    version: Version | None = None
    text: Long = ""
    cause: Annotated[Text, Field(max_length=60)] = ""


class StepOut(Shape):
    """The state that was reached."""

    id: UUID
    state: str
    version: int
