"""What a delivery is while it is looked at, what came of it, and what a reader is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from yingshang.core.facts.listing import Column, Dataset, Element

if TYPE_CHECKING:
    from yingshang.core.facts.models import Snapshot


@dataclass(frozen=True, slots=True)
class Shape:
    """A dataset with the elements of its columns, in their order."""

    item_id: UUID
    dataset: Dataset
    elements: Mapping[str, Element]

    @property
    def columns(self) -> tuple[tuple[Column, Element], ...]:
        """Each column beside its element."""
        return tuple((column, self.elements[column.element]) for column in self.dataset.columns)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that a department hands over: which dataset, and the day its content is true of."""

    path: Path
    place: str
    dataset: str
    as_of: date
    file_name: str = ""

    @property
    def name(self) -> str:
        """What the file was called by who hands it over."""
        return self.file_name or self.path.name


@dataclass(frozen=True, slots=True)
class BadRow:
    """One thing wrong with a row: where (`line` counts the heading as 1), and why, by code."""

    line: int
    heading: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found: rows read and good, everything wrong (`shown` of `wrong` in all)."""

    rows: int
    good: int
    wrong: int
    shown: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A snapshot, and the elements that are read from it."""

    snapshot: "Snapshot"
    elements: tuple[str, ...]


Why = Literal["not_listed", "not_delivered", "no_row", "empty"]


@dataclass(frozen=True, slots=True)
class Lack:
    """An element that nobody can read now: why, and the code of the office that has it.

    `not_listed`: no dataset with one row a firm holds it; `not_delivered`: no snapshot of `dataset`
    on that day; `no_row`: the firm is not in it; `empty`: its row says nothing.
    """

    element: Element
    why: Why
    office: str
    dataset: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What an office says of one firm. *Units*: money in fen, otherwise those of the element.

    `is_contested` says that the firm holds it to be wrong and the matter is open.
    """

    element: Element
    value: object
    snapshot: "Snapshot"
    is_contested: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of one firm on a day, by element; what is missing is named, never guessed."""

    credit_code: str
    on: date
    values: Mapping[str, Value]
    missing: Mapping[str, Lack]
    snapshots: tuple["Snapshot", ...]

    @property
    def plain(self) -> dict[str, object]:
        """The values alone, None for what is missing: what a rule takes."""
        known = {code: value.value for code, value in self.values.items()}
        return known | dict.fromkeys(self.missing)
