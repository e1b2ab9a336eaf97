"""Deliveries come in as text, whatever the file: an Arrow table of strings with its line numbers.

`line` counts the records, the heading being 1; a record that breaks over lines counts once.
"""

import codecs
import csv as text
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet
from python_calamine import CalamineError, load_workbook

from yingshang.core.facts.errors import NotReadable, WrongEncoding, WrongHeadings
from yingshang.core.facts.guarding import refuse_disguised
from yingshang.core.facts.types import BadRow, Shape
from yingshang.errors import Sentence

LINE = "line"
ENCODINGS = ("utf-8-sig", "gb18030")
PIECE = 1 << 20
UNKNOWN_KIND = Sentence("不认识的文件类型", "an unknown kind of file")
DAMAGED = Sentence("内容损坏或为空", "its content is damaged or empty")


def read(path: Path, shape: Shape) -> tuple[pa.Table, list[BadRow]]:
    """The columns of the dataset as strings, with `line`; and the rows whose columns do not fit.

    *Shapes*: one column an element, named by its code, empty text for nothing.
    *Errors*: `NotReadable`, `WrongEncoding`, `WrongHeadings`.
    """
    readers = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise NotReadable(why=UNKNOWN_KIND)
    try:
        refuse_disguised(path)
        table, bad = reader(path)
    except (pa.ArrowException, CalamineError, BadZipFile, text.Error, OSError) as error:
        raise NotReadable(why=DAMAGED) from error
    return _named(table, shape), bad


def _csv(path: Path) -> tuple[pa.Table, list[BadRow]]:
    encoding = _encoding(path)
    bad: list[BadRow] = []

    def misfit(row: csv.InvalidRow) -> str:
        bad.append(BadRow(row.number or 0, "", "columns", row.text[:80]))
        return "skip"

    headings = _headings(path, encoding)
    table = csv.read_csv(
        path,
        read_options=csv.ReadOptions(use_threads=False, encoding=_plain(encoding)),
        parse_options=csv.ParseOptions(newlines_in_values=True, invalid_row_handler=misfit),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(headings, pa.string()), strings_can_be_null=False
        ),
    )
    table = _as_text(table)
    table = table.rename_columns([name.lstrip("\ufeff").strip() for name in table.column_names])
    return _numbered(table, {row.line for row in bad}), bad


def _plain(encoding: str) -> str:
    """Arrow skips the mark at the beginning of UTF-8 by itself."""
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _headings(path: Path, encoding: str) -> list[str]:
    """The first record as it stands, so that Arrow takes every column for text."""
    with path.open(encoding=encoding, newline="") as file:
        headings = next(text.reader(file), None)
    if not headings:
        raise NotReadable(why=DAMAGED)
    return headings


def _encoding(path: Path) -> str:
    """The first encoding in which every byte reads. Errors: `WrongEncoding` with the line."""
    furthest = 0
    for encoding in ENCODINGS:
        lines = 1
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for piece in _pieces(path):
                lines += decoder.decode(piece).count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            good = bytes(error.object[: error.start])
            furthest = max(furthest, lines + good.count(b"\n"))
        else:
            return encoding
    raise WrongEncoding(line=furthest)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _xlsx(path: Path) -> tuple[pa.Table, list[BadRow]]:
    rows = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    if not rows:
        raise NotReadable(why=DAMAGED)
    names = [_text(cell) for cell in rows[0]]
    while names and not names[-1]:
        names.pop()
    columns = [
        pa.array([_text(row[n]) for row in rows[1:]], pa.string()) for n in range(len(names))
    ]
    _no_heading_twice(names)
    return _numbered(pa.table(dict(zip(names, columns, strict=True))), set()), []


def _text(cell: object) -> str:
    """A cell as it would stand in a CSV: whole numbers without a point, dates as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _parquet(path: Path) -> tuple[pa.Table, list[BadRow]]:
    return _numbered(_as_text(parquet.read_table(path)), set()), []


def _as_text(table: pa.Table) -> pa.Table:
    columns = [column.cast(pa.string()).fill_null("") for column in table.columns]
    return pa.table(columns, names=table.column_names)


def _numbered(table: pa.Table, skipped: set[int]) -> pa.Table:
    """Append the line of each row; rows that were skipped keep theirs."""
    last = table.num_rows + len(skipped) + 1
    lines: Sequence[int] = range(2, last + 1)
    if skipped:
        lines = [line for line in lines if line not in skipped]
    return table.append_column(LINE, pa.array(lines, pa.int64()))


def _named(table: pa.Table, shape: Shape) -> pa.Table:
    wanted = {column.heading: column.element for column, _ in shape.columns}
    found = table.column_names[:-1]
    _no_heading_twice(found)
    missing = [name for name in wanted if name not in found]
    strange = [name for name in found if name not in wanted]
    if missing or strange:
        raise _headings_differ(missing, strange, [])
    return table.select([*wanted, LINE]).rename_columns([*wanted.values(), LINE])


def _no_heading_twice(names: Sequence[str]) -> None:
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise _headings_differ([], [], twice)


def _headings_differ(*lists: Sequence[str]) -> WrongHeadings:
    missing, strange, twice = ("、".join(names) or "—" for names in lists)
    return WrongHeadings(missing=missing, strange=strange, twice=twice)
