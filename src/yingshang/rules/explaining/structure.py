"""An explanation: what was decided in which order, from what, and which rules said so.

Frozen data; sentences are made of it by `rendering`, JSON by `encoding`. What every decision makes
anew is named tuples, which are made faster than dataclasses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from typing_extensions import override

from yingshang.rules.explaining.conditions import Phrase
from yingshang.rules.values import Value


@dataclass(frozen=True, slots=True)
class Unknown:
    """What stands in the place of a value that is not known: the keys of the inputs it hangs on."""

    keys: frozenset[str] = frozenset()

    @override
    def __str__(self) -> str:
        return "?"


Known = Value | Unknown


class Outcome(StrEnum):
    """What became of a rule."""

    MATCHED = "matched"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_REACHED = "not reached"


class Datum(NamedTuple):
    """Something that was looked at, and its value."""

    name: str
    value: Known


@dataclass(frozen=True, slots=True)
class RuleStep:
    """A rule, and the first cell that decided against it: its column (from 0) and its tests."""

    number: int
    outcome: Outcome
    column: int = -1
    cell: Phrase | None = None


class TableStep(NamedTuple):
    """A table that was evaluated; `value` is what its hit policy made of the rules."""

    name: str
    hit_policy: str
    inputs: tuple[Datum, ...]
    rules: tuple[RuleStep, ...]
    value: Known

    def rules_that(self, outcome: Outcome) -> tuple[RuleStep, ...]:
        """The rules of that outcome, in order."""
        return tuple(rule for rule in self.rules if rule.outcome is outcome)


class DecisionStep(NamedTuple):
    """A decision that was made: its value, what it required, and its tables."""

    key: str
    name: str
    value: Known
    parts: tuple[Datum, ...] = ()
    tables: tuple[TableStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decisions in the order in which they were made; the last is the one that was asked for.

    `left_out`: so many tables more were evaluated than are shown.
    """

    decisions: tuple[DecisionStep, ...] = field(default=())
    left_out: int = 0

    def tables(self) -> Iterator[TableStep]:
        """All tables in the order in which they were evaluated."""
        for decision in self.decisions:
            yield from decision.tables
