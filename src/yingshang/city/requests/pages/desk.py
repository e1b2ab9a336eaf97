"""The desk: what was reported, taken, passed on, answered and called back; nobody else finds it."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.requests.lifecycle import DESK_ROLES
from yingshang.city.requests.pages import views, words
from yingshang.city.requests.pages.acts import find, is_done, make, reader, shown_groups
from yingshang.city.requests.pages.desk_groups import GROUPS
from yingshang.city.requests.pages.forms import WindowReportForm
from yingshang.city.requests.pages.views import Context
from yingshang.city.requests.unresolved.contacts import Contact, may_reveal, reveal
from yingshang.city.requests.unresolved.doors import get_reported_for, reported_to
from yingshang.city.requests.unresolved.intake import report_at_window
from yingshang.city.requests.unresolved.models import CallBack, Unresolved
from yingshang.city.requests.unresolved.receipts import receipt_code
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role
from yingshang.core.access.posts import posts_of
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Case
from yingshang.ui.components import Fact, Link, NavItem
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

TABS = {
    "new": ("registered",),
    "running": ("handling", "again"),
    "answered": ("answered",),
    "closed": ("satisfied", "unsatisfied", "unreached", "redirected", "withdrawn"),
}
LIST_PAGE, CASE_PAGE = "requests/desk_list.html", "requests/desk_case.html"


@staff_required
@never_cache
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """The reported matters of the reader's desk in one stage (`?stage=`), those due first."""
    now = timezone.now()
    posts = posts_of(request.user, at=now).filter(role__in=DESK_ROLES)
    roles = set(posts.values_list("role", flat=True))
    if not roles:
        raise CaseMissing
    stage = request.GET.get("stage", "")
    stage = stage if stage in TABS else "answered" if roles == {Role.CALLBACK} else "new"
    cases = reported_to(request.user, at=now).filter(state__in=TABS[stage])
    page = page_of(request, views.with_due(cases))
    rows = [views.row_of(c, reverse("unresolved_case", args=[c.pk]), now) for c in page.object_list]
    context: Context = {
        "page": page,
        "rows": rows,
        "tabs": _tabs(stage),
        "may_report": Role.CLERK in roles,
    }
    return render(request, LIST_PAGE, context)


@staff_required
@never_cache
@require_safe
def matter(request: HttpRequest, reported_id: UUID) -> HttpResponse:
    """One reported matter with its offices, its calls and the next steps."""
    now = timezone.now()
    case = get_reported_for(request.user, reported_id, at=now)
    return render(request, CASE_PAGE, _context(request, case, now))


@staff_required
@never_cache
@require_POST
def act(request: HttpRequest, reported_id: UUID, act: str) -> HttpResponse:
    """Take the act of the button that was pressed."""
    now, user = timezone.now(), reader(request)
    case = get_reported_for(user, reported_id, at=now)
    group, button = find(GROUPS, act)
    form = make(group, case, request.POST)
    if is_done(form, lambda: button.call(case, form, user, now)):
        return HttpResponseRedirect(reverse("unresolved_case", args=[reported_id]))
    context = _context(request, case, now, bound={group.key: form})
    return render(request, CASE_PAGE, context, status=422)


@staff_required
@never_cache
@require_POST
def contact(request: HttpRequest, reported_id: UUID) -> HttpResponse:
    """Show once whom to call; the reading is recorded."""
    now, user = timezone.now(), reader(request)
    case = get_reported_for(user, reported_id, at=now)
    who = reveal(user, case, purpose=_("答复和回访"), at=now)
    return render(request, CASE_PAGE, _context(request, case, now, who=who))


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: HttpRequest) -> HttpResponse:
    """The clerk writes down what a person at the counter tells, and hands out the receipt."""
    now, user, place = timezone.now(), reader(request), place_code()
    if not posts_of(user, at=now).filter(role=Role.CLERK, office__place=place).exists():
        raise CaseMissing
    form = WindowReportForm(request.POST if request.method == "POST" else None, place=place)
    made: list[Case] = []

    def write() -> None:
        made.append(report_at_window(form.report(), place=place, user=user, at=now))

    if request.method == "POST" and is_done(form, write):
        return HttpResponseRedirect(
            reverse("unresolved_receipt", args=[made[0].pk, receipt_code(made[0].pk)])
        )
    status = 422 if form.is_bound else 200
    return render(request, "requests/window.html", {"form": form}, status=status)


def _context(
    request: HttpRequest,
    case: Case,
    at: datetime,
    *,
    bound: dict[str, forms.Form] | None = None,
    who: Contact | None = None,
) -> Context:
    row = Unresolved.objects.select_related("about_case").get(pk=case.pk)
    tasks = list(Case.objects.filter(parent=case).select_related("office", "office_task"))
    ids = [case.pk, *(task.pk for task in tasks)]
    return {
        "case": case,
        "row": row,
        "state": words.state_name(case),
        "facts": views.facts_of(case, row),
        "promises": views.promises_of(case, at=at),
        "reasons": views.reasons_of(row),
        "tasks": [(task, words.office_name(task.office), words.state_name(task),
                   reverse("request_task", args=[task.pk])) for task in tasks],
        "calls": CallBack.objects.filter(case=case).order_by("at"),
        "improvements": [(found.case, reverse("improvement", args=[found.pk]))
                         for found in case.improvements.select_related("case")],
        "groups": shown_groups(GROUPS, case, reader(request), at=at, bound=bound),
        "events": views.events_of(ids),
        "who": [Fact(_("称呼"), who.name), Fact(_("电话"), who.phone or "—")] if who else None,
        "may_call": may_reveal(reader(request), case, at=at),
        "trail": [Link(_("办不成事反映"), reverse("unresolved_desk"))],
    }  # fmt: skip


def _tabs(stage: str) -> list[NavItem]:
    labels = {
        "new": _("待受理"),
        "running": _("办理中"),
        "answered": _("待回访"),
        "closed": _("已归档"),
    }
    url = reverse("unresolved_desk")
    return [NavItem(text, f"{url}?stage={name}", name == stage) for name, text in labels.items()]
