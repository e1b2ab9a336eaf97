"""What a paper can hold, as plain text in both languages. Nothing here is a format template."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line in Chinese and what stands below it in English; `en` may be empty."""

    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is in both languages, and its value."""

    label: Line
    value: str


@dataclass(frozen=True, slots=True)
class Said:
    """The body of a paper: lines, then numbered points, then a table, then closing lines."""

    lines: tuple[Line, ...]
    points: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    closing: tuple[Line, ...] = ()
    is_signed_by_receiver: bool = False
