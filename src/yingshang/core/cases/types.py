"""The rows that go into `open_cases` and `advance`, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from typing_extensions import override

from yingshang.core.ledger.acts import NOTHING, Actor
from yingshang.errors import Conflict, DomainError, Kind, Sentence
from yingshang.worktime import Budget


@dataclass(frozen=True, slots=True)
class Opening:
    """A case to open. `number_prefix` names its sequence; the number is made from it.

    `starts` are clocks that run from the opening.
    """

    case_id: UUID
    kind: str
    state: str
    place: str
    number_prefix: str
    party_id: UUID
    office_id: UUID
    item_id: UUID
    actor: Actor
    at: datetime
    title: str = ""
    parent_id: UUID | None = None
    cause: str = ""
    on_behalf_of: UUID | None = None
    starts: tuple[tuple[str, Budget], ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pause:
    """A special procedure that stops the clock: announced in writing with the time it needs."""

    reason: str
    ground: str
    notice_no: str
    expected_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Longer:
    """More time for one clock, with the notice that says why."""

    budget: Budget
    notice_no: str


class Move(NamedTuple):
    """One step of one case. `expected_version` None takes the case as it is.

    Clocks that the step starts run from `counts_from` where the law sets another day than `at`.
    """

    case_id: UUID
    step: str
    actor: Actor
    at: datetime
    expected_version: int | None = None
    on_behalf_of: UUID | None = None
    reason: str = ""
    data: Mapping[str, object] = NOTHING
    pause: Pause | None = None
    longer: Longer | None = None
    counts_from: datetime | None = None


class Moved(NamedTuple):
    """A step that was taken: the state reached, its version, and the entry that records it.

    Behind them who took it and when, and what the judge read of the case, so that what follows
    (papers, results, a bundle's progress) need not read it again.
    """

    case_id: UUID
    step: str
    state: str
    version: int
    entry_id: UUID
    actor: Actor
    at: datetime
    place: str
    kind: str
    party_id: UUID
    office_id: UUID
    item_id: UUID
    parent_id: UUID | None
    number: str
    title: str

    @property
    def standing(self) -> "Standing":
        """How the case stands after the step."""
        return Standing(
            self.case_id, self.place, self.kind, self.state, self.version, self.party_id,
            self.office_id, self.item_id, self.parent_id, self.number, self.title,
        )  # fmt: skip


class Standing(NamedTuple):
    """A case as its transaction holds it: locked, and nobody else moves it meanwhile."""

    case_id: UUID
    place: str
    kind: str
    state: str
    version: int
    party_id: UUID
    office_id: UUID
    item_id: UUID
    parent_id: UUID | None
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was refused: which, with what code, and why in words."""

    row: int
    case_id: UUID
    code: str
    kind: Kind
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch, row by row."""

    moved: list[Moved]
    refused: list[Refusal]


class StepRefused(DomainError):
    """A row of an all-or-nothing batch was refused; nothing of the batch was done."""

    code: ClassVar[str] = "cases.step_refused"

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__()
        # kind and code are the refusal's own
        self.kind, self.code = refusal.kind, refusal.code  # type: ignore[misc]  # class variables

    @property
    @override
    def sentence(self) -> Sentence:
        """The refusal's own words."""
        return self.refusal.sentence


class NumberTaken(Conflict):
    """A case with this id was opened before."""

    code: ClassVar[str] = "cases.opened_before"
    zh: ClassVar[str] = "这件事已经提交过，未重复办理。"
    en: ClassVar[str] = "This was submitted before; it was not done twice."
