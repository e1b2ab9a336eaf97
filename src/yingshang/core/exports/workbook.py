"""Lines into a workbook, one row in memory at a time."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter

from yingshang.core.exports.types import Cell, Line
from yingshang.worktime.zone import SHANGHAI

ROWS_A_SHEET = 1_000_000
LONGEST_CELL = 32_767


class Workbook:
    """A file that grows row by row; a new sheet begins where one is full.

    Texts are written as texts: what looks like a formula or a link is neither.
    """

    def __init__(
        self, path: Path, *, sheet: str, heads: Sequence[tuple[str, int]], mark: str,
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:  # fmt: skip
        options = {
            "constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False,
        }  # fmt: skip
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"comments": mark})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._name, self._heads, self._most = sheet, heads, rows_a_sheet
        self._count = 0
        self._sheet: Any = None

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._book.close()

    def note(self, sheet: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of facts about the list; written before the first row."""
        page = self._book.add_worksheet(sheet)
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 80)
        for row, (name, value) in enumerate(lines):
            page.write_string(row, 0, name, self._head)
            page.write_string(row, 1, value)

    def write(self, line: Line) -> None:
        """The next row."""
        row = self._count % self._most
        if row == 0:
            self._begin_sheet()
        for column, cell in enumerate(line):
            self._write_cell(row + 1, column, cell)
        self._count += 1

    def _begin_sheet(self) -> None:
        number = self._count // self._most
        self._sheet = self._book.add_worksheet(
            f"{self._name}{number + 1}" if number else self._name
        )
        self._sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(self._heads):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, self._head)

    def _write_cell(self, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime):
            here = cell.astimezone(SHANGHAI).replace(tzinfo=None)
            self._sheet.write_datetime(row, column, here, self._moment)
        elif isinstance(cell, int):
            self._sheet.write_number(row, column, cell)
        else:
            self._sheet.write_string(row, column, cell[:LONGEST_CELL])


def sha256_of(path: Path) -> str:
    """The hash of a file, read in parts."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
