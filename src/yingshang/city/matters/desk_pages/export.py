"""The filtered queue as a table for the spreadsheet: CSV in UTF-8 with a byte-order mark."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.dues import Promises, promises_of
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.queue import QueueFilter, ordered, rows_shown
from yingshang.city.matters.desk_pages.words import said, state_name
from yingshang.city.matters.desk_queries import desk_of, rows_of
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.served import place_served
from yingshang.core.models import Case
from yingshang.worktime.zone import local

MOST_ROWS = 1000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@staff_required
@require_safe
def desk_export(request: HttpRequest) -> HttpResponse:
    """The list as filtered and ordered on the page: 1,000 rows at most, and a last one if more."""
    user, at = officer(request), timezone.now()
    rows = ordered(request, rows_of(desk_of(user, at=at), QueueFilter(request.GET).filters))
    cases = list(rows[: MOST_ROWS + 1])
    promises = promises_of(cases, place=place_served(user, at=at), at=at)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("编号"), _("事项"), _("申请人"), _("状态"), _("到期"), _("期限情况"),
                     _("下一步"), _("签收人"), _("单位")])  # fmt: skip
    writer.writerows([safe(cell) for cell in line] for line in _lines(cases[:MOST_ROWS], promises))
    if len(cases) > MOST_ROWS:
        writer.writerow([_("只导出前 1,000 件，请缩小筛选范围。")])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"desk-{local(at, field='at'):%Y%m%d-%H%M}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _lines(cases: list[Case], promises: Promises) -> Iterator[list[str]]:
    for row in rows_shown(cases, promises):
        case = row.case
        running = promises.running.get(case.pk)
        due = f"{local(running.due_at, field='due_at'):%Y-%m-%d %H:%M}" if running else ""
        yield [
            case.number,
            row.matter,
            case.party.name,
            state_name(case.kind, case.state),
            due,
            row.due.tag if row.due else "",
            row.next_text,
            row.holder,
            said(case.office.name, case.office.name_en),
        ]
