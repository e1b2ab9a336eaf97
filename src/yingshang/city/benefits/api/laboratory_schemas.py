"""Shapes of trials and notes. *Units*: fen."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.types import Compared, Group, Side, Threshold
from yingshang.core.schemas import PLAIN, Code, Paging, Shape, Text, language

Name = Annotated[str, Field(min_length=1, max_length=60)]
Fen = Annotated[int, Field(ge=1, le=10**15)]


class TrialBody(Shape):
    """What is changed, on the rule and data of which day; the budget says when it would end."""

    policy: Code
    on: date
    settings: dict[Name, Annotated[Text, Field(max_length=60)]] = Field(
        default_factory=dict, max_length=50,
        description="参数名和新值 parameters by name and their other values",
    )  # fmt: skip
    rule: Annotated[str, Field(max_length=1_000_000, pattern=PLAIN)] | None = Field(
        default=None, description="另一份 DMN 规则的全文 another rule, the text of a DMN file"
    )
    budget_fen: Fen | None = None


class TrialSide(Shape):
    """One variant over everyone."""

    model_hash: str
    list_hash: str
    eligible: int
    unknown: int
    fen: int
    spent_on: date | None

    @classmethod
    def of(cls, side: Side) -> "TrialSide":
        """The shape of a side."""
        return cls(
            model_hash=side.model_hash, list_hash=side.list_hash, eligible=side.eligible,
            unknown=side.unknown, fen=side.fen, spent_on=side.spent_on,
        )  # fmt: skip


class TrialGroup(Shape):
    """The firms of a size, an industry or a district; an empty label is not known."""

    label: str
    firms: int
    gainers: int
    losers: int
    entered: int
    left: int
    before_fen: int
    after_fen: int

    @classmethod
    def of(cls, one: Group) -> "TrialGroup":
        """The shape of a group."""
        return cls(
            label=one.label, firms=one.firms, gainers=one.gainers, losers=one.losers,
            entered=one.entered, left=one.left, before_fen=one.before_fen,
            after_fen=one.after_fen,
        )  # fmt: skip


class TrialNear(Shape):
    """So many firms are off a limit by so many percent of it at most."""

    percent: int
    holding: int
    failing: int


class TrialThreshold(Shape):
    """A numeric condition of the tried rule: who fulfils it, who only just."""

    decision: str
    text: str
    holding: int
    failing: int
    unknown: int
    near: list[TrialNear]

    @classmethod
    def of(cls, one: Threshold) -> "TrialThreshold":
        """The shape of a threshold."""
        near = [TrialNear(percent=n.percent, holding=n.holding, failing=n.failing)
                for n in one.near]  # fmt: skip
        return cls(
            decision=one.decision, text=one.text, holding=one.holding, failing=one.failing,
            unknown=one.unknown, near=near,
        )  # fmt: skip


class TrialResult(Shape):
    """What a comparison says; no firm is named."""

    firms: int
    before: TrialSide
    after: TrialSide
    total: TrialGroup
    sizes: list[TrialGroup]
    industries: list[TrialGroup]
    districts: list[TrialGroup]
    thresholds: list[TrialThreshold]

    @classmethod
    def of(cls, found: Compared) -> "TrialResult":
        """The shape of a comparison."""
        return cls(
            firms=found.firms, before=TrialSide.of(found.before), after=TrialSide.of(found.after),
            total=TrialGroup.of(found.total), sizes=[TrialGroup.of(g) for g in found.sizes],
            industries=[TrialGroup.of(g) for g in found.industries],
            districts=[TrialGroup.of(g) for g in found.districts],
            thresholds=[TrialThreshold.of(one) for one in found.thresholds],
        )  # fmt: skip


class TrialOut(Shape):
    """A trial: how far it is, and what came out as soon as it is there."""

    id: UUID
    policy: str
    decided_on: date
    settings: dict[str, str]
    state: str
    progress: int = Field(description="百分之几 percent")
    problem: str
    note: UUID | None = Field(description="存成的记录 the note it was saved as")
    again_of: UUID | None = Field(description="重算的是哪份记录 the note that is computed again")
    differing: list[str] = Field(description="与记录不同的部分 parts that differ from the note")
    result: TrialResult | None

    @classmethod
    def of(cls, trial: LaboratoryTrial) -> "TrialOut":
        """The shape of a trial."""
        is_english = language().startswith("en")
        kept = trial.result
        return cls(
            id=trial.pk, policy=trial.policy, decided_on=trial.decided_on,
            settings=trial.settings, state=trial.state, progress=trial.progress,
            problem=trial.problem[is_english] if trial.problem else "",
            note=trial.saved_as_id, again_of=trial.again_of_id, differing=trial.differing,
            result=None if kept is None else TrialResult.of(Compared.of_json(kept)),
        )  # fmt: skip


class NoteLine(Shape):
    """A note in a list."""

    id: UUID
    policy: str
    decided_on: date
    made_at: datetime
    note_hash: str

    @classmethod
    def of(cls, note: LaboratoryNote) -> "NoteLine":
        """The shape of a note's line."""
        return cls(
            id=note.pk, policy=note.policy, decided_on=note.decided_on, made_at=note.made_at,
            note_hash=note.note_hash,
        )  # fmt: skip


class NotePage(Shape):
    """A page of notes, the oldest first."""

    items: list[NoteLine]
    next: UUID | None


class NotePaging(Paging):
    """How many notes, and after which one."""


class NoteSnapshot(Shape):
    """A snapshot that a note rests on."""

    dataset: str
    id: UUID
    hash: str
    as_of: date


class NoteDetail(Shape):
    """A note whole: what was tried, the data and rules with their hashes, the result."""

    id: UUID
    policy: str
    decided_on: date
    made_at: datetime
    settings: dict[str, str]
    snapshots: list[NoteSnapshot]
    before_hash: str
    after_hash: str
    budget_fen: int | None
    result: TrialResult
    result_hash: str
    note_hash: str

    @classmethod
    def of(cls, note: LaboratoryNote) -> "NoteDetail":
        """The shape of a note."""
        return cls(
            id=note.pk, policy=note.policy, decided_on=note.decided_on, made_at=note.made_at,
            settings=note.settings,
            snapshots=[NoteSnapshot(**row) for row in note.snapshots],
            before_hash=note.before_hash, after_hash=note.after_hash, budget_fen=note.budget_fen,
            result=TrialResult.of(Compared.of_json(note.result)), result_hash=note.result_hash,
            note_hash=note.note_hash,
        )  # fmt: skip
