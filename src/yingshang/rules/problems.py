"""What is wrong with a model or a value: collected, each with its place, never one at a time.

A problem is data; its sentences, Chinese and English, come from `messages` by its code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from typing_extensions import override

from yingshang.rules.messages import sentence
from yingshang.rules.source import NOWHERE, Place, Span


class Severity(StrEnum):
    """`ERROR`: that part has no meaning, and evaluates to null. `WARNING`: it has, but look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a model, found before it runs."""

    code: str
    place: Place = field(default_factory=Place)
    span: Span = NOWHERE
    data: Mapping[str, object] = field(default_factory=dict, hash=False)
    severity: Severity = Severity.ERROR

    def text(self, language: str = "en") -> str:
        """The sentence: what is wrong, and what to do."""
        return sentence(self.code, self.data, language)

    @override
    def __str__(self) -> str:
        return f"{self.place}: {self.text()}"


@dataclass(frozen=True, slots=True)
class EvaluationWarning:
    """Why a value became null while a decision ran."""

    code: str
    place: Place = field(default_factory=Place)
    span: Span = NOWHERE
    data: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, language: str = "en") -> str:
        """The sentence: what could not be computed, and why."""
        return sentence(self.code, self.data, language)

    @override
    def __str__(self) -> str:
        return f"{self.place}: {self.text()}"
