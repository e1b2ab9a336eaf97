"""The two languages a trace is told in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from yingshang.worktime.chinese import Chinese
from yingshang.worktime.english import English
from yingshang.worktime.facts import Fact


class Voice(Protocol):
    """Puts facts into the words of one language."""

    def tell(self, facts: Iterable[Fact], verb: str | None) -> list[str]:
        """A sentence a fact, in order."""

    def latest(self, at: datetime, *, year: bool) -> str:
        """A deadline with its weekday and time."""


def voice_for(language: str) -> Voice:
    """English for `en`, `en-gb`...; Chinese for everything else."""
    return English() if language.startswith("en") else Chinese()
