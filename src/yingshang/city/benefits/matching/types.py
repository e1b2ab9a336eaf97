"""What one firm is told: each policy in one of four groups, why, and the best that combines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yingshang.city.benefits.listing import Exclusion
from yingshang.city.benefits.policies.deciding import Answer
from yingshang.city.benefits.policies.reading import Listed
from yingshang.core.facts.types import Given, Lack, Value
from yingshang.errors import Sentence
from yingshang.planning.exclusions import Choice


class Group(StrEnum):
    """Where a policy stands for the firm. *Source*: issue of the benefits, section 3."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNKNOWN = "unknown"
    OUT_OF_TIME = "out_of_time"


class Origin(StrEnum):
    """Where a value that the rule saw comes from."""

    OFFICE = "office"
    STATEMENT = "statement"
    PARAMETER = "parameter"
    DAY = "day"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class Seen:
    """One input of the rule and the value that it had; with the snapshot, if an office said it.

    `value` is None where nobody said anything. `source` tells of a parameter where it stands.
    """

    name: Sentence
    value: object
    origin: Origin
    element: str = ""
    unit: Sentence | None = None
    fact: Value | None = None
    source: str = ""
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on which the answer rests: what was looked at, what it was, and the ground."""

    label: str
    value: Sentence
    wanted: Sentence
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """If this one datum were `then` and all else as it is, the firm would be eligible.

    `then` is the value nearest to what it is of those that were found.
    """

    element: str
    name: Sentence
    now: Sentence
    then: Sentence


@dataclass(frozen=True, slots=True)
class Lacking:
    """A datum that is missing: who has it, why it is not there, and whether the answer hangs on it.

    `lack` is None for what is nobody's fact: a parameter or the reserve of a fund.
    """

    name: Sentence
    matters: bool
    element: str = ""
    lack: Lack | None = None

    @property
    def may_be_stated(self) -> bool:
        """Whether the firm can state it to see what would come out."""
        return self.matters and self.lack is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One policy for one firm. *Units*: fen.

    `by_statement` are the elements that the firm stated and the rule read: then the answer is "by
    your statement". `had_fen` is what was paid before or is under way in the period.
    """

    listed: Listed
    group: Group
    answer: Answer | None = None
    seen: tuple[Seen, ...] = ()
    conditions: tuple[Condition, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    exclusion: Exclusion | None = None
    by_statement: tuple[str, ...] = ()
    had_fen: int = 0

    @property
    def code(self) -> str:
        """The policy's code."""
        return self.listed.code

    @property
    def amount_fen(self) -> int | None:
        """What the firm is due; None where the rule names no amount or it is not known."""
        is_due = self.group is Group.ELIGIBLE and self.answer is not None
        return self.answer.amount_fen if is_due and self.answer is not None else None


@dataclass(frozen=True, slots=True)
class Matched:
    """All policies of a place for one firm on a day; eligible ones first, the largest first.

    `statements` are what the firm typed, by element, in the form of the dictionary.
    """

    place: str
    credit_code: str
    on: date
    lines: tuple[Line, ...]
    best: Choice
    given: Given
    statements: Mapping[str, object]

    def of(self, group: Group) -> tuple[Line, ...]:
        """The lines of a group, in order."""
        return tuple(line for line in self.lines if line.group is group)

    def line(self, code: str) -> Line | None:
        """The line of a policy."""
        return next((line for line in self.lines if line.code == code), None)

    @property
    def snapshots(self) -> tuple[UUID, ...]:
        """The snapshots that were read."""
        return tuple(snapshot.pk for snapshot in self.given.snapshots)
