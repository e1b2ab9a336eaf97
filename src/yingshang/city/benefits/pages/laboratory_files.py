"""What is taken away from the laboratory as CSV: its tables, the firms whose amount changes."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from yingshang.city.benefits.laboratory.comparing import quoted
from yingshang.city.benefits.laboratory.types import Compared, Group
from yingshang.city.benefits.payments.money import yuan

BATCH = 5_000
BOM = "\ufeff"
"""Spreadsheet programs take a file for UTF-8 by it."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("credit_code, name, size, district, industry, was, now, before_fen, after_fen,"
           " change_fen")  # fmt: skip


def tables_file(compared: Compared) -> Iterator[str]:
    """All groups of a comparison in one table; sums in yuan."""
    yield BOM + _line([
        _("分类"), _("名称"), _("户数"), _("更多"), _("更少"), _("不变"), _("新进来"), _("出去"),
        _("现行（元）"), _("试算（元）"),
    ])  # fmt: skip
    kinds = [(_("合计"), (compared.total,)), (_("规模"), compared.sizes),
             (_("行业"), compared.industries), (_("登记地"), compared.districts)]  # fmt: skip
    for kind, groups in kinds:
        yield from (_line([kind, *_cells(one)]) for one in groups)


def firms_file(path: Path) -> Iterator[str]:
    """The firms whose amount changes, the largest change first; sums in yuan."""
    yield BOM + _line([
        _("统一社会信用代码"), _("企业名称"), _("规模"), _("登记地代码"), _("行业"), _("现行结论"),
        _("试算结论"), _("现行（元）"), _("试算（元）"), _("变化（元）"),
    ])  # fmt: skip
    for rows in firm_rows(path):
        yield "".join(_line([*row[:7], *(plain_yuan(fen) for fen in row[7:])]) for row in rows)


def firm_rows(path: Path) -> Iterator[list[tuple[object, ...]]]:
    """The rows of the kept list, some thousand at a time. *Units*: fen."""
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT {COLUMNS} FROM read_parquet('{quoted(path)}')")  # noqa: S608 - our own file
        while rows := found.fetchmany(BATCH):
            yield rows


def streamed(lines: Iterable[str], name: str) -> HttpResponse:
    """A CSV to take away, sent as it is made."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value]  # a streaming response is one for Django


def plain_yuan(fen: object) -> str:
    """Yuan without thousands, as spreadsheets read numbers."""
    return yuan(int(str(fen))).replace(",", "")


def _cells(one: Group) -> list[object]:
    return [
        one.label or "—", one.firms, one.gainers, one.losers, one.unchanged, one.entered, one.left,
        plain_yuan(one.before_fen), plain_yuan(one.after_fen),
    ]  # fmt: skip


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_inert(cell) for cell in cells])
    return out.getvalue()


def _inert(cell: object) -> object:
    """A name that begins like a formula is no formula; numbers stay numbers."""
    text = "" if cell is None else str(cell)
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(RISKY) and not is_number else text
