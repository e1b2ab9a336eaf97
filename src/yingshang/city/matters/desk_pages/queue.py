"""The queue of an officer's posts, ordered by what is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.dues import DueView, Promises, promises_of
from yingshang.city.matters.desk_pages.history import PAPERS, paper_name
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import said, state_name, step_name
from yingshang.city.matters.desk_queries import (
    QUEUE_STATES,
    Desk,
    Filters,
    cases_of,
    counts_of,
    desk_of,
    due_first,
    first_due,
    matters_of,
    rows_of,
    urgent_of,
)
from yingshang.city.matters.permits.green import green_ids
from yingshang.city.matters.tools.colleagues import colleagues_at
from yingshang.city.matters.tools.filters import filters_of
from yingshang.city.matters.tools.models import SavedFilter
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import Post, Role, User
from yingshang.core.access.served import place_of
from yingshang.core.catalogue.names import item_names
from yingshang.core.models import Case
from yingshang.ui.htmx import render
from yingshang.ui.paging import COUNT_CAP, page_of
from yingshang.ui.sorting import Sorting

STATE_NAMES = {
    "todo": gettext_lazy("待我处理"),
    "mine": gettext_lazy("我签收的"),
    "waiting": gettext_lazy("等别人"),
    "suspended": gettext_lazy("不计时"),
    "today": gettext_lazy("今天到期"),
    "yellow": gettext_lazy("黄灯"),
    "red": gettext_lazy("红灯"),
    "overdue": gettext_lazy("已逾期"),
    "all": gettext_lazy("全部在办"),
}
COLUMNS = {"due": "due_at", "number": "number", "party": "party__name", "matter": "item__code"}
OF_URGENT = frozenset({"overdue", "today", "yellow", "red"})
MOST_CHOICES = 60
"""Of more matters nobody finds hers in a list: part of a name is typed instead."""
BATCH_STEPS = ("claim", "accept", "handle", "review", "grant", "transfer")


@dataclass(frozen=True)
class Row:
    """A case in the queue."""

    case: Case
    matter: str
    due: DueView | None
    next_text: str
    holder: str
    is_green: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("desk_case", args=[self.case.pk])


@dataclass(frozen=True)
class Count:
    """A number in the head of the queue, with where it leads."""

    label: str
    state: str
    url: str


class QueueFilter(forms.Form):
    """The filter above the queue; what it does not know it takes as unset."""

    search = forms.CharField(required=False, max_length=80)
    matter = forms.CharField(required=False, max_length=80)
    state = forms.ChoiceField(required=False, choices=[(s, s) for s in QUEUE_STATES])

    @property
    def filters(self) -> Filters:
        """What was asked for, as far as it makes sense."""
        self.full_clean()
        kept = self.cleaned_data
        search = str(kept.get("search") or "").replace("\x00", "").strip()
        return Filters(search, kept.get("matter") or "", kept.get("state") or "todo")


@staff_required
@require_safe
def desk_queue(request: HttpRequest) -> HttpResponse:
    """The queue: filters, counts, rows, batch steps."""
    user, at = officer(request), timezone.now()
    return queue_page(request, user, at=at)


def queue_page(
    request: HttpRequest,
    user: User,
    *,
    at: datetime,
    refusals: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of the queue, with what a batch refused if it did."""
    filters = QueueFilter(request.GET).filters
    desk = desk_of(user, at=at)
    rows, near = rows_of(desk, filters), due_first(desk)
    urgent = urgent_of(desk, near)
    page = page_of(request, ordered(request, rows), key=f"desk.{user.pk}.{filters}")
    by_due = request.GET.get("sort", "due") == "due"
    todo = [row.id for row in urgent]
    nearest = (todo if filters == Filters() else first_due(rows, near)) if by_due else []
    cases = _cases_on(page, desk, nearest)
    promises = promises_of(cases, place=place_of(desk.posts), at=at)
    green = green_ids([case.pk for case in cases])
    context = {
        "filters": filters,
        "posts": _posts_text(desk.posts),
        "has_window": any(post.role == Role.CLERK for post in desk.posts),
        "counts": _counts(counts_of(desk, urgent), at_least=near.is_cut),
        "rows": rows_shown(cases, promises, green),
        "page": page,
        "matters": _choices(desk),
        "matter_name": _matter_name(desk, filters.matter),
        "states": STATE_NAMES.items(),
        "batch_steps": [(s, step_name("matter", s)) for s in BATCH_STEPS],
        "refusals": refusals,
        "query": request.GET.urlencode(),
        "is_filtered": filters != Filters(),
        "tabs": desk_tabs(desk.posts, here="desk_queue"),
        "saved": saved_links(filters_of(user)),
        "colleagues": colleagues_at({p.office_id for p in desk.posts}, at=at, but=user),
        "paper_kinds": [(kind, paper_name(kind)) for kind in PAPERS],
    }
    template = "matters/desk/queue.html"
    return render(request, template, context, partial="matters/desk/queue_rows.html", status=status)


def _choices(desk: Desk) -> list[tuple[str, str]]:
    """The matters to choose from; none where there are too many."""
    listed = matters_of(desk)
    if len(listed) > MOST_CHOICES:
        return []
    return [(matter.code, said(matter.name, matter.name_en)) for matter in listed]


def _matter_name(desk: Desk, asked: str) -> str:
    """What was asked for as it is read: the name where it was a code."""
    names = (said(m.name, m.name_en) for m in desk.listed if m.code == asked)
    return next(names, asked)


def _cases_on(page: Page[Case], desk: Desk, nearest: Sequence[UUID]) -> list[Case]:
    """The cases of the page, by their ids where it lies among those that fall due first.

    Sorting a queue reads every promise of it; its first pages lie among the few that are due.
    """
    first, last = page.start_index() - 1, page.end_index()
    wanted = nearest[first:last]
    if not wanted or len(wanted) < last - first:
        return list(page.object_list)
    found = {case.pk: case for case in shown(cases_of(desk, wanted))}
    return [found[pk] for pk in wanted if pk in found]


def ordered(request: HttpRequest, rows: QuerySet[Case]) -> QuerySet[Case]:
    """The rows in the order asked for, by default what is due first; without a promise last."""
    asked = Sorting.parse(request.GET.get("sort", "due"))
    column = COLUMNS.get(asked.column, "due_at")
    down = asked.is_descending and asked.column in COLUMNS
    order: OrderBy = F(column).desc(nulls_last=True) if down else F(column).asc(nulls_last=True)
    return shown(rows).order_by(order, "pk")


def shown(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The rows with what is shown of each. The text of the item is long, and only its name read."""
    return rows.select_related("item", "party", "office", "handler").defer("item__body")


def rows_shown(
    cases: Sequence[Case], promises: Promises, green: Collection[UUID] = ()
) -> list[Row]:
    """The cases as the queue shows them. One SQL statement at most, for names not read before."""
    names = item_names(case.item_id for case in cases)
    return [
        row_of(case, promises, said(*names[case.item_id]), is_green=case.pk in green)
        for case in cases
    ]


def row_of(case: Case, promises: Promises, matter: str, *, is_green: bool = False) -> Row:
    """A case as the queue shows it; `is_green` where it has priority."""
    holder = case.handler.display_name if case.handler else ""
    return Row(case, matter, promises.view(case.pk), _next(case, promises), holder, is_green)


def _next(case: Case, promises: Promises) -> str:
    paused = promises.paused.get(case.pk)
    if paused is not None:
        return _("特别程序：%(reason)s") % {"reason": paused.reason}
    step = str(getattr(case, "next_step", ""))
    if step:
        return step_name(case.kind, step)
    if case.state == "correction":
        return _("等申请人补正")
    if case.state in {"received", "accepted", "granted"}:
        return _("等外部系统答复")
    return state_name(case.kind, case.state)


def _counts(found: dict[str, int], *, at_least: bool) -> list[Count]:
    here = reverse("desk_queue")
    texts = {
        "overdue": (_("逾期 %(n)s"), "broken"),
        "today": (_("今天到期 %(n)s"), "soon"),
        "suspended": (_("不计时 %(n)s"), "pause"),
        "yellow": (_("黄灯 %(n)s"), "soon"),
        "red": (_("红灯 %(n)s"), "broken"),
    }
    return [
        Count(
            texts[name][0] % {"n": _number(n, at_least and name in OF_URGENT)},
            texts[name][1],
            f"{here}?state={name}",
        )
        for name, n in found.items()
        if n
    ]


def saved_links(saved: Sequence[SavedFilter]) -> list[tuple[SavedFilter, str]]:
    """The user's filters with the addresses they lead to."""
    here = reverse("desk_queue")
    return [(each, f"{here}?{each.query}") for each in saved]


def _number(number: int, is_least: bool) -> str:
    return f"{min(number, COUNT_CAP):,}+" if is_least or number > COUNT_CAP else f"{number:,}"


def _posts_text(posts: Sequence[Post]) -> str:
    offices: dict[str, list[str]] = {}
    for post in posts:
        name = said(post.office.name, post.office.name_en)
        offices.setdefault(name, []).append(str(post.get_role_display()))
    return "；".join(f"{office} · {'、'.join(roles)}" for office, roles in offices.items())
