"""The promise line: one cell a day from the event to the deadline."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CellKind(StrEnum):
    """How a day stands on the line."""

    START = "start"
    COUNTED = "counted"
    REST = "rest"
    PAUSE = "pause"
    FUTURE = "future"


@dataclass(frozen=True)
class Cell:
    """One day: `used` when it counted and has begun, `today` for the day of looking."""

    date: date
    kind: CellKind
    used: bool
    today: bool
