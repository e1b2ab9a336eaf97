"""Shapes of promises at the API: what may be promised, what was, and what became of it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from yingshang.city.matters.undertakings.aftercheck.steps import CheckStep, step_after
from yingshang.city.matters.undertakings.choices import Choosing, reason_of
from yingshang.city.matters.undertakings.models import BadCredit, Kind, Undertaking
from yingshang.city.matters.undertakings.offers import Way
from yingshang.city.matters.undertakings.pages.words import public_name
from yingshang.core.models import Case
from yingshang.core.schemas import Code, LongText, Paging, Shape, Text, Version, language, said

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Codes = Annotated[list[Code], Field(max_length=50)]


class WayOut(Shape):
    """One way to have a matter on a promise; `text_hash` names the words with all materials.

    Where `allowed` is false, `reason` says why. For `conditional`, choose among `materials`.
    """

    matter: str
    kind: str
    name: str
    allowed: bool
    outcome: str
    reason: str | None
    materials: list[str]
    title: str
    paragraphs: list[str]
    text_hash: str
    chosen: bool

    @classmethod
    def of(cls, way: Way, *, is_chosen: bool = False) -> "WayOut":
        """The shape of a way."""
        english = language().startswith("en")
        words = way.words
        return cls(
            matter=way.matter.code,
            kind=str(way.kind),
            name=said(way.matter.name, way.matter.name_en),
            allowed=way.ruling.is_allowed,
            outcome=way.ruling.outcome,
            reason=None if way.ruling.is_allowed else reason_of(way).text(language()),
            materials=list(way.materials),
            title=words.title(english=english),
            paragraphs=list(words.lines(english=english)),
            text_hash=words.hash,
            chosen=is_chosen,
        )


class WaysOut(Shape):
    """Everything that may be promised in a draft or at a correction."""

    items: list[WayOut]


class ChooseBody(Shape):
    """A choice in one matter, in the words that `text_hash` names."""

    kind: Literal["conditional", "commitment", "promise"]
    text_hash: Sha256
    materials: Codes = Field(default_factory=list)
    publish: bool = False
    version: Version | None = None

    def choosing(self, matter: str) -> Choosing:
        """The choice for the service."""
        kind, materials = Kind(self.kind), tuple(self.materials)
        return Choosing(matter, kind, self.text_hash, materials, self.publish)


class UndertakingOut(Shape):
    """A promise on record. Of published ones, persons are masked."""

    id: UUID
    case_id: UUID | None
    party: str
    matter: str
    kind: str
    state: str
    text: str
    text_version: str
    text_hash: str
    signed_at: datetime
    due_at: datetime | None
    settled_at: datetime | None
    published: bool

    @classmethod
    def of(cls, row: Undertaking, *, is_public: bool = False) -> "UndertakingOut":
        """The shape of an undertaking, for those who see its case or for anybody."""
        body = row.case.item.body
        return cls(
            id=row.pk,
            case_id=None if is_public else row.case_id,
            party=public_name(row.party) if is_public else row.party.name,
            matter=said(body["name"], body.get("name_en") or body["name"]),
            kind=row.kind,
            state=row.state,
            text=row.text.code,
            text_version=row.text_version,
            text_hash=row.text_hash,
            signed_at=row.signed_at,
            due_at=row.due_at,
            settled_at=row.settled_at,
            published=row.is_published,
        )


class UndertakingPage(Shape):
    """A page of published promises."""

    items: list[UndertakingOut]
    next: UUID | None


class UndertakingPaging(Paging):
    """Which published promises."""

    search: Annotated[Text, Field(max_length=60)] = ""


class HandedIn(Shape):
    """A document handed in for a material."""

    material: Code
    document_id: UUID


class GapBody(Shape):
    """Everything that was promised, at once."""

    documents: Annotated[list[HandedIn], Field(max_length=50)]
    version: Version | None = None


class LateBody(Shape):
    """At a correction: which materials come later, in which words; what is corrected now."""

    materials: Codes
    text_hash: Sha256
    documents: Annotated[list[HandedIn], Field(max_length=50)] = Field(default_factory=list)
    version: Version | None = None


class PutRightBody(Shape):
    """What was corrected, or put right."""

    words: Annotated[LongText, Field(min_length=1, max_length=500)]
    version: Version | None = None


class AftercheckOut(Shape):
    """An after-check as it stands."""

    id: UUID
    number: str
    state: str
    version: int
    item: str
    party: str

    @classmethod
    def of(cls, case: Case) -> "AftercheckOut":
        """The shape of a check."""
        return cls(
            id=case.pk, number=case.number, state=case.state, version=case.version,
            item=case.item.code, party=case.party.name,
        )  # fmt: skip


class AftercheckPage(Shape):
    """A page of checks at the caller's offices."""

    items: list[AftercheckOut]
    next: UUID | None


class AftercheckStepBody(Shape):
    """A step of a check: `find` with a `finding`, from which the rule makes the step; or a step."""

    step: Literal[
        "start_check", "find", "pass_correction", "revoke", "confirm_false", "check_again"
    ]
    finding: Literal["属实", "不符", "虚假"] | None = None
    reason: Annotated[LongText, Field(max_length=500)] = ""
    legal_basis: Annotated[Text, Field(max_length=300)] = ""
    mode: Literal["", "online", "joint", "site"] = ""
    officers: Annotated[list[UUID], Field(max_length=20)] = Field(default_factory=list)
    suspends: bool = False
    version: Version | None = None

    def for_case(self, case_id: UUID) -> CheckStep:
        """The step for the service. Errors: `NoSuchFinding`."""
        name = step_after(self.finding or "") if self.step == "find" else self.step
        return CheckStep(
            case_id, name, self.version, self.reason.strip(), self.legal_basis, self.mode,
            tuple(str(pk) for pk in self.officers), suspends=self.suspends and name == "find_short",
        )  # fmt: skip


class CreditOut(Shape):
    """A record of a broken or false promise."""

    id: UUID
    party: str
    kind: str
    cause: str
    from_at: datetime
    repair_asked_at: datetime | None
    repaired_at: datetime | None

    @classmethod
    def of(cls, row: BadCredit) -> "CreditOut":
        """The shape of a record."""
        return cls(
            id=row.pk, party=row.party.name, kind=row.kind, cause=row.cause, from_at=row.from_at,
            repair_asked_at=row.repair_asked_at, repaired_at=row.repaired_at,
        )  # fmt: skip


class CreditsOut(Shape):
    """The records of the caller and of those she acts for."""

    items: list[CreditOut]


class RepairBody(Shape):
    """An approver's decision about a repair, with reasons."""

    repairs: bool
    reason: Annotated[LongText, Field(min_length=1, max_length=500)]
