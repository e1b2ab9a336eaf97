"""Shapes of cases: how one stands, what its clocks say and why, who did what when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.city.matters.api.schemas.applications import FieldsIn
from yingshang.core.access.schemas import PartyOut
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.ledger.queries import EntryView
from yingshang.core.models import Case, Extension, Suspension
from yingshang.core.schemas import MOST_ROWS, Code, Shape, Text, Version, said


class CaseRow(Shape):
    """A case in a list; `version` guards against a stale page."""

    id: UUID
    number: str = Field(examples=["潭开办 2026-11-000001"])
    kind: str = Field(examples=["bundle"])
    item: str
    title: str
    state: str = Field(examples=["running"])
    state_name: str = Field(examples=["办理中"])
    version: int
    party: PartyOut
    office: str
    handler: str | None
    opened_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> "CaseRow":
        """The shape of a case, which comes with item, office, party and handler."""
        return cls(**row_of(case))


def row_of(case: Case) -> dict[str, object]:
    """What every shape of a case says."""
    state = lifecycle_of(case.kind).state(case.state)
    return {
        "id": case.pk,
        "number": case.number,
        "kind": case.kind,
        "item": case.item.code,
        "title": case.title,
        "state": case.state,
        "state_name": said(state.zh, state.en),
        "version": case.version,
        "party": PartyOut.of(case.party),
        "office": said(case.office.name, case.office.name_en),
        "handler": case.handler.display_name if case.handler else None,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
    }


class CasePage(Shape):
    """A page of cases, latest first."""

    items: list[CaseRow]
    next: UUID | None


class ClockOut(Shape):
    """A promise: what was given, when it is due and why, whether it was kept.

    `original_due_at` is as first promised; `is_provisional`: a year's holidays are not published.
    """

    clock: str = Field(examples=["promised"])
    name: str
    amount: int
    unit: str
    started_at: datetime
    due_at: datetime
    original_due_at: datetime
    met_at: datetime | None
    cancelled_at: datetime | None
    is_provisional: bool
    is_late: bool
    why: list[str]


class SuspensionOut(Shape):
    """A special procedure: an interval that does not count."""

    reason: str
    ground: str
    notice_no: str
    starts_at: datetime
    expected_end_at: datetime | None
    ends_at: datetime | None

    @classmethod
    def of(cls, pause: Suspension) -> "SuspensionOut":
        """The shape of a suspension."""
        return cls(
            reason=pause.reason,
            ground=pause.ground,
            notice_no=pause.notice_no,
            starts_at=pause.starts_at,
            expected_end_at=pause.expected_end_at,
            ends_at=pause.ends_at,
        )


class ExtensionOut(Shape):
    """More time for one clock."""

    clock: str
    amount: int
    unit: str
    reason: str
    notice_no: str
    at: datetime

    @classmethod
    def of(cls, extension: Extension) -> "ExtensionOut":
        """The shape of an extension."""
        return cls(
            clock=extension.clock,
            amount=extension.budget,
            unit=extension.unit,
            reason=extension.reason,
            notice_no=extension.notice_no,
            at=extension.at,
        )


class Happened(Shape):
    """One line of the time line: what was done in which case, by whom."""

    at: datetime
    case_id: UUID
    action: str = Field(examples=["matter.accept"])
    text: str = Field(examples=["受理"])
    by: str
    reason: str


class MemberOut(CaseRow):
    """A member of a bundle, what it waits for, and its clocks."""

    needs: list[UUID]
    clocks: list[ClockOut]
    suspensions: list[SuspensionOut]
    extensions: list[ExtensionOut]


class CaseOut(MemberOut):
    """One case with all that its reader may know; `steps` are those the reader may take now."""

    parent_id: UUID | None
    steps: list[str]
    members: list[MemberOut]
    time_line: list[Happened]


class EntryOut(Shape):
    """An entry of the ledger. `hash` commits to it; `is_intact`: its content still gives that hash.

    `data` and `is_intact` are null once the content was erased by law. Opinions of officers and
    their words to each other are in the `data` of readers who serve the case only.
    """

    id: UUID
    at: datetime
    recorded_at: datetime
    action: str
    subject_kind: str
    subject_id: UUID
    actor_kind: str
    actor_id: UUID
    on_behalf_of: UUID | None
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    data: dict[str, object] | None
    is_intact: bool | None

    @classmethod
    def of(cls, entry: EntryView, data: Mapping[str, object] | None) -> "EntryOut":
        """The shape of an entry, with so much of its data as the reader may know."""
        return cls(
            id=entry.id,
            at=entry.at,
            recorded_at=entry.recorded_at,
            action=entry.action,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            actor_kind=entry.actor_kind,
            actor_id=entry.actor_id,
            on_behalf_of=entry.on_behalf_of,
            hash=entry.hash_hex,
            data=None if data is None else dict(data),
            is_intact=entry.is_intact,
        )


class EntryPage(Shape):
    """A page of entries, in the order in which things happened."""

    items: list[EntryOut]
    next: UUID | None


class WithdrawBody(Shape):
    """Why, if the applicant wants to say so."""

    reason: Text = ""
    version: Version | None = None


class GivenDocument(Shape):
    """A document for a material."""

    material: Code
    document_id: UUID


class ResubmitBody(Shape):
    """The corrected values and documents that a deficiency notice asked for."""

    values: FieldsIn = Field(default_factory=dict)
    documents: Annotated[list[GivenDocument], Field(max_length=MOST_ROWS)] = Field(
        default_factory=list
    )
    version: Version | None = None
