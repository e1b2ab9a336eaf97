"""Where something stands: in a file, in an element of it, in the text of an expression."""

from dataclasses import dataclass, replace

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of an expression's text, counted from 0; the end is not part of it."""

    start: int = 0
    end: int = 0

    def to(self, other: "Span") -> "Span":
        """From the start of this one to the end of the other."""
        return Span(self.start, other.end)


NOWHERE = Span()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a model that a reader can find again.

    `element` names the DMN element in words (`decision "Refund"`), `cell` the cell of its table or
    box (`rule 3, input "Employees"`), `text` the expression that stands there.
    """

    file: str = ""
    line: int | None = None
    element: str = ""
    cell: str = ""
    text: str = ""

    def at(self, cell: str) -> "Place":
        """The same element, another cell."""
        return replace(self, cell=cell)

    def saying(self, text: str, *, line: int | None = None) -> "Place":
        """The same place with the text that stands there."""
        return replace(self, text=text, line=self.line if line is None else line)

    @override
    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ", ".join(part for part in (where, self.element, self.cell) if part)
