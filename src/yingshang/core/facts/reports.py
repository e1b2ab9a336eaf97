"""The faults of a delivery as a table for spreadsheets, in both languages."""

import csv
from collections.abc import Iterable
from io import StringIO

from yingshang.core.facts.errors import REASONS
from yingshang.core.facts.types import BadRow

HEADINGS = ("行 line", "表头 heading", "值 value", "原因", "reason")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_csv(faults: Iterable[BadRow]) -> str:
    """CSV with a mark for UTF-8; a value that a spreadsheet would run is quoted as text."""
    text = StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for row in faults:
        reason = REASONS[row.code]
        writer.writerow([row.line, row.heading, _plain(row.value), reason.zh, reason.en])
    return text.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
