"""What one firm is told: each policy in one of four groups, why, and the best that combines."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yingshang.core.facts.listing import Element
from yingshang.core.facts.types import Given, Lack, Value
from yingshang.errors import Sentence


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

    label: Sentence
    value: Sentence
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
class Known:
    """What is known of the firm: facts, and which elements are its own statement instead."""

    given: Given
    elements: Mapping[str, Element]
    statements: Collection[str] = ()
