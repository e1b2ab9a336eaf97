"""Whoever could not get something done: report it, follow it, and see how the desk does."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.requests.measures import MEASURES
from yingshang.city.requests.pages import views, words
from yingshang.city.requests.pages.acts import is_done, reader
from yingshang.city.requests.pages.forms import FollowForm, ReportForm
from yingshang.city.requests.pages.views import Context
from yingshang.city.requests.unresolved.calling import withdraw
from yingshang.city.requests.unresolved.doors import get_own_for
from yingshang.city.requests.unresolved.intake import report_online
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.city.requests.unresolved.receipts import case_by_receipt, receipt_code
from yingshang.core.access.decorators import may_enter, signed_in
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.measures.period import Period, WrongPeriod
from yingshang.core.measures.types import Measure, Value, shown
from yingshang.core.models import Case
from yingshang.ui.htmx import render
from yingshang.worktime.zone import local

PAGE = "requests/mine.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Tell what could not be done, with or without a log-in; `?case=` and `?item=` fill it in."""
    place, now, user = place_code(), timezone.now(), _known(request)
    is_known = user is not None and user.person_id is not None
    initial = {
        "about_case": request.GET.get("case", "")[:40],
        "about_item": request.GET.get("item", ""),
    }
    posted = request.POST if request.method == "POST" else None
    form = ReportForm(posted, place=place, is_known=is_known, initial=initial)
    made: list[Case] = []

    def tell() -> None:
        made.append(report_online(form.report(), place=place, user=user, at=now))

    if posted is not None and is_done(form, tell):
        case = made[0]
        if is_known:
            return HttpResponseRedirect(reverse("unresolved_mine", args=[case.pk]))
        return HttpResponseRedirect(
            reverse("unresolved_receipt", args=[case.pk, receipt_code(case.pk)])
        )
    status = 422 if form.is_bound else 200
    return render(request, "requests/report.html", {"form": form, "is_known": is_known},
                  status=status)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Find what was reported by the number and the code on its receipt."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    found: list[Case] = []

    def look() -> None:
        kept = form.cleaned_data
        found.append(case_by_receipt(kept["number"], kept["code"]))

    if form.is_bound and is_done(form, look):
        case = found[0]
        return HttpResponseRedirect(
            reverse("unresolved_receipt", args=[case.pk, receipt_code(case.pk)])
        )
    status = 422 if form.is_bound else 200
    return render(request, "requests/follow.html", {"form": form}, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, reported_id: UUID, code: str) -> HttpResponse:
    """What became of it, to whoever holds the receipt; also what the window prints."""
    number = Case.objects.filter(pk=reported_id).values_list("number", flat=True).first()
    case = case_by_receipt(number or "", code)
    return render(request, PAGE, _context(case, timezone.now()) | {"code": receipt_code(case.pk)})


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest, reported_id: UUID) -> HttpResponse:
    """What became of one's own report."""
    now = timezone.now()
    case = get_own_for(request.user, reported_id, at=now)
    context = _context(case, now)
    context["may_withdraw"] = case.state in {"registered", "handling", "again"}
    return render(request, PAGE, context)


@signed_in
@require_POST
def take_back(request: HttpRequest, reported_id: UUID) -> HttpResponse:
    """Withdraw one's own report."""
    withdraw(reported_id, user=reader(request), at=timezone.now())
    return HttpResponseRedirect(reverse("unresolved_mine", args=[reported_id]))


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How the desk does in a period (`?period=2026-11`), this year's by default, always with n."""
    place = place_code()
    asked = request.GET.get("period", "").strip()
    try:
        period = Period.parse(asked or f"{local(timezone.now(), field='at').year}")
    except WrongPeriod as wrong:
        raise Http404 from wrong
    counted = [(measure, measure.compute(place, period)) for measure in MEASURES]
    context: Context = {
        "period": period,
        "figures": [_figure(measure, value) for measure, value in counted],
        "definitions": [_defined(measure) for measure in MEASURES],
        "causes": [(words.said(part.zh, part.en), part.n) for part in counted[0][1].parts],
    }
    return render(request, "requests/figures.html", context)


def _context(case: Case, at: datetime) -> Context:
    row = Unresolved.objects.select_related("about_case").get(pk=case.pk)
    return {
        "case": case,
        "row": row,
        "state": words.state_name(case),
        "facts": views.facts_of(case, row),
        "promises": views.promises_of(case, at=at),
        "reasons": views.reasons_of(row),
        "events": views.events_of([case.pk], is_public=True),
    }


def _known(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and may_enter(user) else None


def _figure(measure: Measure, value: Value) -> tuple[str, str]:
    name = words.said(measure.zh, measure.en)
    label = _("%(name)s（n = %(n)s）") % {"name": name, "n": f"{value.n:,}"}
    return shown(value.value, measure.unit), label


def _defined(measure: Measure) -> tuple[str, str]:
    return words.said(measure.zh, measure.en), words.said(
        measure.definition_zh, measure.definition_en
    )
