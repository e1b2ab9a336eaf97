"""The leaders' first board: where the cases stand, what is late, what people say of it.

Every number comes from a measure, says how it is counted, and leads supervisors to its cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.live_measures import KINDS, LIVE, OPEN, OVERDUE
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import moment_text, said, state_name
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import served_cases
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.access.served import place_served
from yingshang.core.measures.period import Period, WrongPeriod
from yingshang.core.measures.registry import MeasureMissing, is_known, measure
from yingshang.core.measures.types import UNITS, Measure, Value, shown
from yingshang.core.models import Case, Office
from yingshang.errors import Denied
from yingshang.ui.charts import Bar
from yingshang.ui.components import State
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

OVER_TIME = (
    "matters.bundle_cases", "matters.on_time_rate", "matters.overdue",
    "matters.registration_days",
)  # fmt: skip
RATINGS = (
    "ratings.good_rate", "ratings.active_rate", "ratings.rectified_rate", "ratings.callback_rate",
)  # fmt: skip


class BoardOnly(Denied):
    """The board is for leaders and supervisors, its way down for supervisors alone."""

    code: ClassVar[str] = "matters.board_only"
    zh: ClassVar[str] = "这个页面供领导和督查岗位使用；办件明细只供督查岗位查看。"
    en: ClassVar[str] = (
        "This page is for leaders and supervisors; the cases behind it for supervisors only."
    )


@dataclass(frozen=True)
class Shown:
    """A measure's value as it is read."""

    name: str
    number: str
    unit: str
    n: str
    definition: str
    url: str


@dataclass(frozen=True)
class StateRow:
    """An office's open cases by state, in the order of the table's head."""

    office: str
    cells: tuple[tuple[str, int], ...]
    total: int


@staff_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board. Errors: `BoardOnly`."""
    user, at = officer(request), timezone.now()
    roles = require_board(user, at=at)
    place, goes_down = place_served(user, at=at), Role.SUPERVISOR in roles
    now, period = Period.up_to(at), period_of(request.GET.get("period", ""), at)
    live = {m.id: m.compute(place, now) for m in LIVE}
    head, rows = states_by_office(place)
    context = {
        "now": [_shown(m, live[m.id], goes_down) for m in LIVE],
        "over_time": _registered(OVER_TIME, place, period, goes_down),
        "ratings": _registered(RATINGS, place, period, goes_down),
        "period": period,
        "periods": periods(at),
        "head": head,
        "rows": rows,
        "bars": bars(live[OPEN.id], live[OVERDUE.id]),
        "finding": finding(live[OPEN.id], live[OVERDUE.id]),
        "heading": _("在办 %(open)s 件，逾期 %(late)s 件")
        % {"open": f"{live[OPEN.id].n:,}", "late": f"{live[OVERDUE.id].n:,}"},
        "at": moment_text(at),
        "goes_down": goes_down,
    }
    return render(request, "matters/desk/board.html", context)


@staff_required
@require_safe
def board_cases(request: HttpRequest, name: str) -> HttpResponse:
    """The cases that a measure counted, for supervisors. Errors: `BoardOnly`, `MeasureMissing`."""
    user, at = officer(request), timezone.now()
    if Role.SUPERVISOR not in require_board(user, at=at):
        raise BoardOnly
    found = next((m for m in LIVE if m.id == name), None) or measure(name)
    if found.cases is None:
        raise MeasureMissing(name=name)
    is_live = found in LIVE
    period = Period.up_to(at) if is_live else period_of(request.GET.get("period", ""), at)
    counted = found.cases(place_served(user, at=at), period).values("pk")
    cases = served_cases(user, at=at).filter(pk__in=counted)
    page = page_of(
        request, cases.select_related("item", "party", "office").order_by("opened_at", "pk")
    )
    context = {
        "name": said(found.zh, found.en),
        "definition": said(found.definition_zh, found.definition_en),
        "page": page,
        "rows": [_case_row(case, at) for case in page.object_list],
    }
    return render(request, "matters/desk/board_cases.html", context)


def require_board(user: User, *, at: datetime) -> set[str]:
    """The user's roles, if they open the board. Errors: `BoardOnly`."""
    roles = set(posts_of(user, at=at).values_list("role", flat=True))
    if not roles & {Role.LEADER, Role.SUPERVISOR}:
        raise BoardOnly
    return roles


def period_of(text: str, at: datetime) -> Period:
    """The period asked for, up to now at most; this year where it is none or nonsense.

    What falls due after `at` is neither kept nor broken yet.
    """
    try:
        asked = Period.parse(text)
    except WrongPeriod:
        asked = Period.parse(f"{local(at, field='at').year}")
    return Period(asked.start, max(asked.start, min(asked.end, at)), asked.text)


def periods(at: datetime) -> list[str]:
    """The periods offered: this month, this year, the year before."""
    here = local(at, field="at")
    return [f"{here:%Y-%m}", f"{here.year}", f"{here.year - 1}"]


def states_by_office(place: str) -> tuple[list[str], list[StateRow]]:
    """The open cases of each office by state: the names of the states, and a row an office."""
    found: dict[str, dict[str, int]] = {}
    open_now = Case.objects.filter(place=place, kind__in=KINDS, closed_at__isnull=True)
    names: dict[str, str] = {}
    rows = open_now.values_list("office_id", "kind", "state").annotate(n=Count("pk"))
    for office_id, kind, state, n in rows.order_by("kind", "state"):
        name = names.setdefault(state, state_name(kind, state))
        cells = found.setdefault(str(office_id), {})
        cells[name] = cells.get(name, 0) + n
    head = list(dict.fromkeys(names.values()))
    offices = {str(o.pk): said(o.name, o.name_en) for o in Office.objects.filter(pk__in=found)}
    table = [
        StateRow(
            offices[i], tuple((name, cells.get(name, 0)) for name in head), sum(cells.values())
        )
        for i, cells in found.items()
    ]
    return head, sorted(table, key=lambda row: -row.total)


def bars(opened: Value, late: Value) -> list[Bar]:
    """Open cases by office; an office that is late stands in the colour of a broken promise."""
    overdue = {part.zh: part.n for part in late.parts}
    return [
        Bar(
            said(part.zh, part.en),
            part.n,
            _("%(n)s 件，逾期 %(late)s") % {"n": part.n, "late": overdue[part.zh]}
            if part.zh in overdue
            else _("%(n)s 件") % {"n": part.n},
            State.BROKEN if part.zh in overdue else State.ACT,
        )
        for part in opened.parts
    ]


def finding(opened: Value, late: Value) -> str:
    """What the chart shows, as a sentence."""
    if late.parts:
        worst = late.parts[0]
        return _("%(office)s逾期最多：%(n)s 件") % {
            "office": said(worst.zh, worst.en), "n": worst.n,
        }  # fmt: skip
    if not opened.parts:
        return _("现在没有在办的办件")
    most = opened.parts[0]
    return _("没有逾期；%(office)s在办最多：%(n)s 件") % {
        "office": said(most.zh, most.en), "n": most.n,
    }  # fmt: skip


def _registered(names: Sequence[str], place: str, period: Period, goes_down: bool) -> list[Shown]:
    known = [measure(name) for name in names if is_known(name)]
    return [_shown(m, m.compute(place, period), goes_down, period) for m in known]


def _shown(found: Measure, value: Value, goes_down: bool, period: Period | None = None) -> Shown:
    zh, en = UNITS[found.unit]
    has_cases = goes_down and found.cases is not None and value.n > 0
    asked = f"?period={period.text}" if period else ""
    n = _("%(n)s 件中") % {"n": f"{value.n:,}"} if found.unit in {"ratio", "day"} else ""
    return Shown(
        said(found.zh, found.en),
        shown(value.value, found.unit),
        said(zh, en) if value.value is not None else "",
        n,
        said(found.definition_zh, found.definition_en),
        reverse("board_cases", args=[found.id]) + asked if has_cases else "",
    )


def _case_row(case: Case, at: datetime) -> dict[str, str]:
    return {
        "url": reverse("desk_case", args=[case.pk]),
        "number": case.number,
        "matter": said(case.item.body["name"], case.item.body.get("name_en")),
        "party": case.party.name,
        "office": said(case.office.name, case.office.name_en),
        "state": state_name(case.kind, case.state),
        "opened": moment_text(case.opened_at, now=at),
    }
