"""What a delivery is while it is looked at, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from yingshang.core.facts.listing import Column, Dataset, Element


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
