"""The engine behind patterns: the `regex` library, the one with a time limit within a match."""

from collections.abc import Callable, Iterator
from typing import Protocol

import regex  # type: ignore[import-untyped]  # has no types of its own; those it needs stand here

from yingshang.rules.values.undefined import Undefined


class Match(Protocol):
    """A place where a pattern matches."""

    def group(self, number: int) -> str | None:
        """What a group matched; None when it took no part."""

    def start(self) -> int:
        """Where it begins."""

    def end(self) -> int:
        """Where it ends."""


class Pattern(Protocol):
    """A compiled pattern. *Errors*: TimeoutError from each of its methods."""

    groups: int

    def search(self, text: str, *, timeout: float) -> Match | None:
        """The first match."""

    def finditer(self, text: str, *, timeout: float) -> Iterator[Match]:
        """All matches in order."""

    def sub(self, by: Callable[[Match], str], text: str, *, timeout: float) -> str:
        """The text with all matches replaced."""


def compile_pattern(pattern: str, *, source: str) -> Pattern:
    """The pattern, already in the engine's signs. *Errors*: `Undefined`, naming the source."""
    try:
        found: Pattern = regex.compile(pattern, regex.V1)
    except (regex.error, OverflowError, RecursionError, MemoryError):
        raise Undefined("wrong_pattern", pattern=source, position=1) from None
    return found


def is_block(name: str) -> bool:
    """Whether Unicode has a block of that name."""
    if not name.isascii() or not name.replace("-", "").isalnum():
        return False
    try:
        regex.compile(f"\\p{{Block={name}}}", regex.V1)
    except regex.error:
        return False
    return True
