"""What a list must say to be exported, and what is asked of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yingshang.core.access.models import User
from yingshang.core.exports.naming import Naming

Cell = str | int | datetime | None
Line = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head in both languages, and its width in characters."""

    zh: str
    en: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """One export as its rows need to know it: by whom, of what, at which moment, how names go."""

    user: User
    filter: Mapping[str, str]
    at: datetime
    naming: Naming


Parts = Callable[[Wanted], Iterator[list[Line]]]
Described = Callable[[Mapping[str, str]], list[tuple[str, str]]]


def as_it_is(filters: Mapping[str, str]) -> list[tuple[str, str]]:
    """A filter's names and values as they stand, where nobody says them better."""
    return list(filters.items())


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of list. `parts` yields its lines some thousand at a time, by a server-side cursor.

    `parts` reads what `Wanted.user` may see at `Wanted.at` and nothing else: it is called in the
    background, when a post may have ended since the export was asked for. `describe` says a filter
    in the reader's words.
    """

    kind: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    parts: Parts
    describe: Described = as_it_is
