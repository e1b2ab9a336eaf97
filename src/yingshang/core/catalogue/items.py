"""Rows that passed their own schema, with the way back to file and line: what checks look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field

from yingshang.core.catalogue.documents import Document, Path
from yingshang.core.catalogue.problems import ListError
from yingshang.errors import Sentence


class ListModel(BaseModel):
    """Base of every shape in a list: strict types, no unknown keys, never changed after reading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ListedItem(ListModel):
    """What every row has: where it comes from and when it holds (both days included)."""

    source: Annotated[str, Field(min_length=1, max_length=300)]
    valid_from: date | None = None
    valid_until: date | None = None


M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Item(Generic[M]):
    """One row's typed content and its place in a file (`at` is the row's path there)."""

    kind: str
    code: str
    model: M
    document: Document
    at: Path

    @property
    def file(self) -> str:
        """The row's file, relative to the catalogue's root."""
        return self.document.file

    @property
    def line(self) -> int:
        """The line on which the row begins."""
        return self.document.line(self.at)

    def error(
        self,
        code: str,
        *path: str | int,
        found: object,
        expected: str,
        zh: str,
        en: str,
        **data: object,
    ) -> ListError:
        """A mistake at `path` inside this row; `zh` and `en` may use `{found}` and `data`."""
        sentence = Sentence(zh, en, {"found": found, "expected": expected, **data})
        return self.document.error(
            code, (*self.at, *path), found=found, expected=expected, sentence=sentence
        )


@dataclass
class Items:
    """All rows that passed their schema, by kind; grows while a place is read.

    `broken` are kind and code of rows that did not pass, `unread` the kinds of which a file could
    not be read: naming one of those is no second mistake.
    """

    by_kind: dict[str, list[Item[BaseModel]]] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def add(self, item: Item[BaseModel]) -> None:
        """Take one more row."""
        self.by_kind.setdefault(item.kind, []).append(item)

    def __iter__(self) -> Iterator[Item[BaseModel]]:
        for items in self.by_kind.values():
            yield from items

    def of(self, kind: str, model: type[M]) -> list[Item[M]]:
        """The rows of `kind`, whose content is `model`."""
        items = self.by_kind.get(kind, [])
        if any(not isinstance(item.model, model) for item in items):
            raise TypeError(f"rows of kind {kind!r} are not {model.__name__}")
        return cast("list[Item[M]]", items)

    def is_incomplete(self, kind: str) -> bool:
        """Whether some row of `kind` could not be taken."""
        return kind in self.unread or any(kind == broken for broken, _ in self.broken)

    def has(self, kind: str, code: str) -> bool:
        """Whether there is such a row, or there may be one once other mistakes are mended."""
        if kind in self.unread or (kind, code) in self.broken:
            return True
        return any(item.code == code for item in self.by_kind.get(kind, []))
