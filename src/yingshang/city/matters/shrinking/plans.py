"""What is left of a bundle after the answers: plain data, ready to be shown and to be opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yingshang.city.matters.listing.bundle import Effort
from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.listing.questions import Choice, Question
from yingshang.city.matters.listing.terms import FieldType, Sensitivity
from yingshang.errors import Sentence

Matters = Mapping[str, Matter]
Subject = Literal["member", "field", "material"]
Reason = Literal[
    "asked_once",
    "uploaded_once",
    "produced",
    "held",
    "government",
    "not_needed",
    "deferred",
    "promised",
]


@dataclass(frozen=True)
class Held:
    """What the platform already holds of this applicant: materials and field meanings, by code."""

    materials: frozenset[str] = frozenset()
    meanings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlannedMember:
    """A member to be opened now. `needs` are those of its needs that are opened now too.

    `wave` counts from 0: members of one wave can run side by side.
    """

    matter: str
    needs: tuple[str, ...]
    wave: int
    deferrable: bool
    blocking: bool


@dataclass(frozen=True)
class PlannedField:
    """A field of the one form, and the matters that use its answer."""

    meaning: str
    name: str
    name_en: str
    type: FieldType
    required: bool
    sensitivity: Sensitivity
    hint: str | None
    hint_en: str | None
    choices: tuple[Choice, ...]
    pattern: str | None
    max_length: int | None
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class PlannedPage:
    """A page of the form: one topic."""

    code: str
    name: str
    name_en: str
    fields: tuple[PlannedField, ...]


@dataclass(frozen=True)
class PlannedMaterial:
    """A document to upload once, as strict as the strictest matter that uses it."""

    code: str
    name: str
    name_en: str
    required: bool
    original: bool
    formats: tuple[str, ...]
    max_size_mb: int
    sensitivity: Sensitivity
    hint: str | None
    hint_en: str | None
    used_by: tuple[str, ...]
    secondary: bool = False


@dataclass(frozen=True)
class Saved:
    """Something that is not asked of the applicant, why, and which matters would have asked."""

    subject: Subject
    code: str
    reason: Reason
    matters: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True)
class CriticalPath:
    """The longest chain of promises: the bundle's promised time.

    *Units*: half working days, rounded up once at the end. `alone_half_days` is the sum over all
    members: what they would take one after the other.
    """

    half_days: int
    path: tuple[str, ...]
    alone_half_days: int


@dataclass(frozen=True)
class Counts:
    """How much would be asked item by item, and how much is asked."""

    fields_before: int
    fields_after: int
    materials_before: int
    materials_after: int


@dataclass(frozen=True)
class Plan:
    """Everything the applicant is asked, in order, and what she is spared.

    `answers` are hers with the defaults filled in; `unanswered` the questions that still have
    neither: until then what they decide is asked for. `signatories` are the meanings of the persons
    who must sign; `effort` is what it takes her now, to stand beside the bundle's `before`.
    `deferred` members are put off, `excluded` ones do not belong to her case. `why` has the rule's
    reason for each member and material that is asked for, where a rule guides the bundle.
    """

    questions: tuple[Question, ...]
    answers: Mapping[str, str]
    unanswered: tuple[str, ...]
    members: tuple[PlannedMember, ...]
    deferred: tuple[str, ...]
    excluded: tuple[str, ...]
    pages: tuple[PlannedPage, ...]
    materials: tuple[PlannedMaterial, ...]
    signatories: tuple[str, ...]
    saved: tuple[Saved, ...]
    promise: CriticalPath
    counts: Counts
    effort: Effort
    why: Mapping[str, Sentence] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[PlannedField, ...]:
        """The fields of all pages, in order."""
        return tuple(field for page in self.pages for field in page.fields)
