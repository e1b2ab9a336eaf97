"""The promise line: from acceptance to due date, one cell a day."""

from dataclasses import dataclass
from enum import StrEnum

from yingshang.ui.components.state import State

DENSE_FROM = 40


class CellKind(StrEnum):
    """Why a day is or is not counted."""

    COUNTED = "counted"
    REST = "rest"
    PAUSE = "pause"
    FUTURE = "future"


@dataclass(frozen=True)
class Cell:
    """One day. `used` says that it has gone by, `today` that the mark stands on it."""

    kind: CellKind | str = CellKind.COUNTED
    used: bool = False
    today: bool = False

    @property
    def classes(self) -> str:
        """The CSS classes of the cell."""
        marks = [CellKind(self.kind).value]
        if self.used:
            marks.append("used")
        if self.today:
            marks.append("today")
        return " ".join(marks)


@dataclass(frozen=True)
class PromiseLine:
    """A promise and how it was counted, in words; the cells only illustrate the words.

    `heading` says where things stand; `why_lines` answer "why this date", one sentence each;
    `provisional` says that a calendar it reaches into is not yet published; `state` colours the
    days used: `kept` when met in time, `broken` when late.
    """

    cells: tuple[Cell, ...]
    start_text: str
    end_text: str
    today_text: str = ""
    why_lines: tuple[str, ...] = ()
    heading: str = ""
    provisional: bool = False
    state: State | str = State.ACT
    is_why_open: bool = False

    @property
    def classes(self) -> str:
        """The CSS classes of the line: its state, and `dense` when the cells are many."""
        dense = " dense" if len(self.cells) >= DENSE_FROM else ""
        return f"{State(self.state).value}{dense}"
