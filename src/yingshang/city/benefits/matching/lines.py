"""A policy for a firm, and all policies: what is costly to say is worked out when it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from yingshang.city.benefits.listing import Exclusion
from yingshang.city.benefits.matching.reasons import conditions
from yingshang.city.benefits.matching.seeing import lacking, seen
from yingshang.city.benefits.matching.types import Condition, Group, Known, Lacking, Seen
from yingshang.city.benefits.policies.deciding import Answer
from yingshang.city.benefits.policies.english import english_words
from yingshang.city.benefits.policies.given import wanted
from yingshang.city.benefits.policies.reading import Listed
from yingshang.core.facts.types import Given
from yingshang.planning.exclusions import Choice


@dataclass(frozen=True)
class Line:
    """One policy for one firm. `answer` is None where the policy is not in force. *Units*: fen.

    `had_fen` is what was paid before or is under way in the period.
    """

    listed: Listed
    group: Group
    known: Known
    answer: Answer | None = None
    exclusion: Exclusion | None = None
    had_fen: int = 0

    @property
    def code(self) -> str:
        """The policy's code."""
        return self.listed.code

    @property
    def amount_fen(self) -> int | None:
        """What the firm is due; None where the rule names no amount or it is not known."""
        if self.answer is None or self.group is not Group.ELIGIBLE:
            return None
        return self.answer.amount_fen

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        """Every input of the rule, with its value and where that comes from."""
        return () if self.answer is None else seen(self.listed.model, self.answer, self.known)

    @cached_property
    def explained(self) -> Answer | None:
        """The answer with all that the rule says of it, which takes three times as long."""
        return None if self.answer is None else self.answer.explained(self.listed)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """On which conditions the verdict rests."""
        if self.answer is None:
            return ()
        decision = self.listed.model.decision.verdict
        reasons = self.listed.rule.decide(decision, self.answer.given, explain=True)
        return conditions(self.listed.rule, reasons, english=self.english)

    @cached_property
    def english(self) -> dict[str, str]:
        """The English of the rule's Chinese words."""
        return english_words(self.listed.model, self.known.elements)

    @cached_property
    def lacking(self) -> tuple[Lacking, ...]:
        """What is missing, and whether the answer hangs on it."""
        if self.answer is None:
            return ()
        matters = self.answer.missing
        return tuple(lacking(self.listed.model, self.seen, self.known, matters=matters))

    @cached_property
    def by_statement(self) -> tuple[str, ...]:
        """The elements that the firm stated and the rule read: then it is "by your statement"."""
        if self.answer is None:
            return ()
        read = wanted(self.listed.model)
        return tuple(sorted(code for code in read if code in self.known.statements))


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
