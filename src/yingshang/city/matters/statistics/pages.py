"""The statistics pages: a table with its chart, its file, and the cases behind each number."""

import csv
import io
from datetime import datetime, timedelta

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.export import safe
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import moment_text, said, state_name
from yingshang.city.matters.statistics.drilling import cases_behind
from yingshang.city.matters.statistics.forms import AskedStatistics, StatisticsForm
from yingshang.city.matters.statistics.models import StatisticsCursor
from yingshang.city.matters.statistics.rates import BUNDLE, COUNTED, MATTER
from yingshang.city.matters.statistics.scope import Scope, StatisticsOnly, scope_of
from yingshang.city.matters.statistics.tables import (
    Table,
    TableRow,
    shown_rates,
    table_of,
    which_of,
)
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.served import place_served
from yingshang.core.catalogue.names import item_names
from yingshang.core.models import Case, Office, User
from yingshang.ui.charts import Bar
from yingshang.ui.components import NavItem, State
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

BARS = 12
ROWS = 40
_DAY = timedelta(days=1)


@staff_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The table of the days asked for, by office if nothing is said. Errors: `StatisticsOnly`."""
    user, at = officer(request), timezone.now()
    asked, scope = _asked(request, user, at)
    place = place_served(user, at=at)
    table = _table(asked, scope, place)
    page = page_of(request, list(table.rows), per_page=ROWS)
    here = reverse("statistics")
    context = {
        "asked": asked,
        "table": table,
        "page": page,
        "bars": bars(table, asked),
        "finding": finding(table),
        "kinds": _tabs(asked, here),
        "groups": _groups(),
        "periods": _periods(asked, at),
        "offices": _offices(scope, place),
        "rates": [
            (said(r.zh, r.en), said(r.definition_zh, r.definition_en))
            for r in shown_rates(asked.kind)
        ],
        "file_url": f"{reverse('statistics_file')}?{asked.query()}",
        "clear_url": f"{here}?{asked.query(office='', item='', by='office')}",
        "is_narrowed": bool(asked.office or asked.item),
        "is_begun": StatisticsCursor.objects.filter(place=place, position__gte=0).exists(),
    }
    return render(request, "matters/desk/statistics.html", context)


@staff_required
@require_safe
def statistics_file(request: HttpRequest) -> HttpResponse:
    """The same table as CSV in UTF-8 with a byte-order mark."""
    user, at = officer(request), timezone.now()
    asked, scope = _asked(request, user, at)
    place = place_served(user, at=at)
    table = _table(asked, scope, place)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["", *table.heads])
    for row in (*table.rows, table.total):
        writer.writerow([safe(row.name), *(cell.text for cell in row.cells)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"statistics-{asked.days.first:%Y%m%d}-{asked.days.last:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@staff_required
@require_safe
def statistics_cases(request: HttpRequest) -> HttpResponse:
    """The cases behind a number, as far as the reader may see them. Errors: `StatisticsOnly`."""
    user, at = officer(request), timezone.now()
    asked, scope = _asked(request, user, at)
    if not scope.goes_down:
        raise StatisticsOnly
    cases = cases_behind(
        user, which_of(asked, scope, place_served(user, at=at)), asked.drill, at=at
    )
    shown = cases.select_related("item", "party", "office").defer("item__body")
    page = page_of(request, shown)
    context = {
        "name": drill_name(asked.drill),
        "asked": asked,
        "page": page,
        "rows": _case_rows(page, at),
        "back_url": f"{reverse('statistics')}?{asked.query()}",
        "export_url": reverse("export_new", args=["matters.statistics"])
        + f"?{asked.query(by='', drill=asked.drill)}",
    }
    return render(request, "matters/desk/statistics_cases.html", context)


def drill_name(drill: str) -> str:
    """What the cases behind a sum have in common."""
    names = {
        "online": _("网上提交"), "granted": _("准予"), "timed": _("有承诺期限的办结"),
        "early": _("提前办结"), "at_once": _("当天办结"),
    }  # fmt: skip
    return names.get(drill) or said(*COUNTED[drill])


def bars(table: Table, asked: AskedStatistics) -> list[Bar]:
    """Decided cases a row; days and months in their order, others the greatest first."""
    rows = [row for row in table.rows if row.sums["decided"] or row.sums["received"]]
    if asked.by in {"office", "item"}:
        rows = sorted(rows, key=lambda row: -row.sums["decided"])[:BARS]
    else:
        rows = rows[-31:]
    return [_bar(row) for row in rows]


def _bar(row: TableRow) -> Bar:
    decided, late = row.sums["decided"], row.sums["overdue"]
    text = _("办结 %(n)s 件") % {"n": f"{decided:,}"}
    if late:
        text = _("办结 %(n)s 件，超期 %(late)s") % {"n": f"{decided:,}", "late": f"{late:,}"}
    return Bar(row.name, decided, text, State.BROKEN if late else State.ACT)


def finding(table: Table) -> str:
    """What the chart shows, as a sentence."""
    sums = table.total.sums
    if not sums["decided"]:
        return _("时段内没有办结的办件")
    worst = max(table.rows, key=lambda row: row.sums["overdue"])
    if not worst.sums["overdue"]:
        return _("办结 %(n)s 件，没有超期") % {"n": f"{sums['decided']:,}"}
    return _("办结 %(n)s 件；超期最多的是%(name)s：%(late)s 件") % {
        "n": f"{sums['decided']:,}", "name": worst.name, "late": f"{worst.sums['overdue']:,}",
    }  # fmt: skip


def _asked(request: HttpRequest, user: User, at: datetime) -> tuple[AskedStatistics, Scope]:
    return StatisticsForm(request.GET).asked(at=at), scope_of(user, at=at)


def _table(asked: AskedStatistics, scope: Scope, place: str) -> Table:
    def way(drill: str, narrowed: dict[str, object]) -> str:
        if not scope.goes_down:
            return ""
        return f"{reverse('statistics_cases')}?{asked.query(**{**narrowed, 'drill': drill})}"

    which = which_of(asked, scope, place)
    return table_of(asked, which, total=_("合计"), way=way, here=reverse("statistics"))


def _tabs(asked: AskedStatistics, here: str) -> list[NavItem]:
    names = {MATTER: _("按事项办件"), BUNDLE: _("按申请")}
    return [
        NavItem(name, f"{here}?{asked.query(kind=kind, item='')}", current=kind == asked.kind)
        for kind, name in names.items()
    ]


def _groups() -> list[tuple[str, str]]:
    return [("office", _("单位")), ("item", _("事项")), ("day", _("日")), ("month", _("月"))]


def _periods(asked: AskedStatistics, at: datetime) -> list[tuple[str, str]]:
    """This month, the one before, this year, the one before."""
    today = local(at, field="at").date()
    month = today.replace(day=1)
    before = (month - _DAY).replace(day=1)
    year = today.replace(month=1, day=1)
    last_year = year.replace(year=year.year - 1)
    here = reverse("statistics")
    spans = [
        (_("本月"), month, today), (_("上月"), before, month - _DAY), (_("今年"), year, today),
        (_("去年"), last_year, year - _DAY),
    ]  # fmt: skip
    return [(name, f"{here}?{asked.query(first=a, last=b)}") for name, a, b in spans]


def _offices(scope: Scope, place: str) -> list[tuple[str, str]]:
    offices = Office.objects.filter(place=place).order_by("code")
    if scope.offices is not None:
        offices = offices.filter(pk__in=scope.offices)
    return [(str(office.pk), said(office.name, office.name_en)) for office in offices]


def _case_rows(page: "Page[Case]", at: datetime) -> list[dict[str, str]]:
    cases = list(page.object_list)
    names = item_names(case.item_id for case in cases)
    return [
        {
            "url": reverse("desk_case", args=[case.pk]),
            "number": case.number,
            "matter": said(*names[case.item_id]),
            "party": case.party.name,
            "office": said(case.office.name, case.office.name_en),
            "state": state_name(case.kind, case.state),
            "opened": moment_text(case.opened_at, now=at),
        }
        for case in cases
    ]
