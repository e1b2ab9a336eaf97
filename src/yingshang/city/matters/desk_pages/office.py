"""The head's page: the office's work by officer and light, and cases to give to somebody else."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from yingshang.city.matters.desk_pages.batch import Refusals, chosen_cases, take_chosen
from yingshang.city.matters.desk_pages.dues import promises_of
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.queue import rows_shown, shown
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.tools.colleagues import colleagues_at
from yingshang.city.matters.tools.workload import at_risk, headed_by, workload
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.models import Case, Office
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

SHOWN = {
    "risk": gettext_lazy("红灯和逾期"),
    "yellow": gettext_lazy("黄灯以上"),
    "unclaimed": gettext_lazy("没有人签收"),
    "all": gettext_lazy("全部在办"),
}
REASON_LENGTH = 200


class OfficeFilter(forms.Form):
    """Which cases the head looks at: by light, or one officer's."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWN])
    officer = forms.UUIDField(required=False)

    @property
    def asked(self) -> tuple[str, UUID | None]:
        """What was asked for, as far as it makes sense; an officer's cases are all shown."""
        self.full_clean()
        who = self.cleaned_data.get("officer")
        return self.cleaned_data.get("show") or ("all" if who else "risk"), who


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_office(request: HttpRequest) -> HttpResponse:
    """Workload and cases; posted, the chosen cases go to another officer. Errors: `HeadOnly`."""
    user, at = officer(request), timezone.now()
    offices = headed_by(user, at=at)
    if request.method == "POST":
        wrong, refusals = _assign(request, user, at)
        if not wrong and not refusals:
            return HttpResponseRedirect(request.get_full_path())
        if wrong:
            messages.error(request, wrong)
        status = 422 if wrong else 409
        return _page(request, user, offices, at=at, refusals=refusals, status=status)
    return _page(request, user, offices, at=at)


def _assign(request: HttpRequest, user: User, at: datetime) -> tuple[str, Refusals]:
    chosen = chosen_cases(request.POST.getlist("case"))
    to, reason = request.POST.get("to", ""), request.POST.get("reason", "").strip()
    if not chosen:
        return _("还没有选中办件。请勾选后再办。"), []
    if not to or not 0 < len(reason) <= REASON_LENGTH:
        return _("请选择接办的同事，并写明理由（200 字以内）。"), []
    outcome, refusals = take_chosen("assign", chosen, reason, user, at=at, more={"to": to})
    done = len(outcome.moved)
    if done:
        messages.success(
            request, ngettext("改派 %(n)s 件。", "改派 %(n)s 件。", done) % {"n": done}
        )
    return "", refusals


def _page(
    request: HttpRequest,
    user: User,
    offices: Sequence[Office],
    *,
    at: datetime,
    refusals: Refusals | None = None,
    status: int = 200,
) -> HttpResponse:
    show, who = OfficeFilter(request.GET).asked
    loads = workload(offices, at=at)
    page = page_of(request, _ordered(_chosen(offices, show, who)))
    cases: list[Case] = list(page.object_list)
    promises = promises_of(cases, place=offices[0].place, at=at)
    context = {
        "offices": [said(o.name, o.name_en) for o in offices],
        "loads": loads,
        "rows": rows_shown(cases, promises),
        "page": page,
        "show": show,
        "shown": SHOWN.items(),
        "who": str(who or ""),
        "colleagues": colleagues_at({o.pk for o in offices}, at=at),
        "refusals": refusals or [],
        "query": request.GET.urlencode(),
        "tabs": desk_tabs(posts_of(user, at=at), here="desk_office"),
    }
    return render(request, "matters/desk/office.html", context, status=status)


def _chosen(offices: Sequence[Office], show: str, who: UUID | None) -> QuerySet[Case]:
    if show in {"risk", "yellow"}:
        cases = at_risk(offices, level=2 if show == "risk" else 1)
    else:
        cases = Case.objects.filter(office__in=offices, kind="matter", closed_at__isnull=True)
    if show == "unclaimed":
        cases = cases.filter(handler__isnull=True)
    return cases.filter(handler=who) if who else cases


def _ordered(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What waits longest first."""
    rows = shown(cases)
    return rows.order_by(F("opened_at").asc(), "pk")
