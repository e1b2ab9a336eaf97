"""Names as sequences of tokens, and tables of them in which the longest match is found.

Source: DMN 1.5, 10.3.1.4 and 10.3.1.6 (ambiguity).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from yingshang.rules.syntax.feel.tokens import tokens_of

Key = tuple[str, ...]
T = TypeVar("T")


@lru_cache(maxsize=8192)
def key_of(name: str) -> Key:
    """The tokens of a name: `Phone  Number` and `Phone Number` are the same name."""
    return tokens_of(name).texts[:-1]


class Names(Generic[T]):
    """What names mean, by their tokens."""

    __slots__ = ("_lengths", "_meanings")

    def __init__(self, meanings: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        self._meanings: dict[Key, tuple[str, T]] = {}
        self._lengths: dict[str, int] = {}
        pairs = meanings.items() if isinstance(meanings, Mapping) else meanings
        for name, meaning in pairs:
            self.add(name, meaning)

    def add(self, name: str, meaning: T) -> None:
        """Let the name mean this from now on."""
        key = key_of(name)
        if not key:
            return
        self._meanings[key] = (name, meaning)
        if self._lengths.get(key[0], 0) < len(key):
            self._lengths[key[0]] = len(key)

    def longest(self, texts: Sequence[str], at: int, floor: int = 0) -> int:
        """How many tokens the longest name at `at` has; `floor` when none has more than that."""
        most = self._lengths.get(texts[at], 0)
        while most > floor:
            if tuple(texts[at : at + most]) in self._meanings:
                return most
            most -= 1
        return floor

    def get(self, key: Key) -> tuple[str, T] | None:
        """The name as it was declared, and what it means."""
        return self._meanings.get(key)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._meanings.values())

    def __bool__(self) -> bool:
        return bool(self._meanings)
