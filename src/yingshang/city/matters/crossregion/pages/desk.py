"""The window that works for other places, and the home's view of what came from elsewhere."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.matters.crossregion import shown
from yingshang.city.matters.crossregion.acting import ACTIONS, offered_actions
from yingshang.city.matters.crossregion.doors import served_file, served_files
from yingshang.city.matters.crossregion.errors import NotAtTheCrossWindow
from yingshang.city.matters.crossregion.forms import ServiceForm
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import offer, received_for_others, service_of
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.pages.edge import complain
from yingshang.city.matters.crossregion.receiving import may_receive, receive
from yingshang.city.matters.crossregion.record import entries_shown
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.core.access.served import place_served
from yingshang.core.models import Item, Office
from yingshang.errors import DomainError
from yingshang.ui.components import Link
from yingshang.ui.forms import PageForm
from yingshang.ui.paging import page_of

PER_PAGE = 30
Forms = dict[str, PageForm]


@staff_required
@never_cache
@require_safe
def cross_desk(request: HttpRequest) -> HttpResponse:
    """What the officer's posts have of it, and what her window may receive."""
    user, at = officer(request), timezone.now()
    page = page_of(request, served_files(user, at=at), per_page=PER_PAGE)
    context = {
        "tabs": desk_tabs(posts_of(user, at=at), here="cross_desk"),
        "rows": [_row(file, at) for file in page.object_list],
        "page": page,
        "services": [_service(item) for item in _may_take(user, at)],
    }
    return render(request, "matters/crossregion/desk.html", context)


@staff_required
@never_cache
def cross_receive(request: HttpRequest, code: str) -> HttpResponse:
    """Take an application at the window. Errors: `CrossServiceMissing`, `NotAtTheCrossWindow`."""
    user, at = officer(request), timezone.now()
    place = place_served(user, at=at)
    item = offer(place, code)
    service = service_of(item)
    office = Office.objects.get(place=place, code=service.office)
    if not may_receive(user, office, at=at):
        raise NotAtTheCrossWindow
    form = ServiceForm(request.POST or None, request.FILES or None, service=service, at_window=True)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = Wanted(code, form.values, form.given)
            file = receive(user, form.person, wanted, place=place, at=at)
        except DomainError as error:
            complain(form, error)
        else:
            told = _("已收件：%(number)s。请核对后转递。") % {"number": file.case.number}
            messages.success(request, told)
            return redirect("cross_desk_case", file.case_id)
    context = {"form": form, "service": _service(item), "trail": _trail()}
    status = 422 if form.is_bound else 200
    return render(request, "matters/crossregion/receive.html", context, status=status)


@staff_required
@never_cache
@require_safe
def cross_desk_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The file on this side. Errors: `CrossFileMissing`."""
    user, at = officer(request), timezone.now()
    return _page(request, served_file(user, case_id, at=at), user, at)


@staff_required
@require_POST
def cross_act(request: HttpRequest, case_id: UUID, act: str) -> HttpResponse:
    """Do one of the things that the page offers. Errors: `CrossFileMissing`, `StepRefused`."""
    user, at = officer(request), timezone.now()
    action = ACTIONS.get(act)
    if action is None:
        raise Http404
    file = served_file(user, case_id, at=at)
    form = action.form(file, request.POST, request.FILES)
    if form.is_valid():
        try:
            action.do(file, form, user, at)
        except DomainError as error:
            complain(form, error)
        else:
            messages.success(request, str(action.done))
            return redirect("cross_desk_case", case_id)
    return _page(request, file, user, at, forms={act: form}, status=422)


def _page(
    request: HttpRequest,
    file: CrossFile,
    user: User,
    at: datetime,
    *,
    forms: Forms | None = None,
    status: int = 200,
) -> HttpResponse:
    offered = [
        (action, (forms or {}).get(action.name) or action.form(file, None, None))
        for action in offered_actions(file, user, at=at)
    ]
    context = {
        "file": file,
        "case": file.case,
        "is_home": file.role == CrossFile.Role.HOME,
        "title": f"{shown.title_of(file)} · {file.case.party.name}",
        "state": shown.state_of(file),
        "dates": shown.dates_of(file, at=at),
        "facts": shown.facts_of(file),
        "holder": shown.holder_of(file),
        "log": shown.log_of(file, at=at),
        "entries": entries_shown(file, at=at),
        "answers": shown.answers_of(file),
        "materials": shown.materials_of(file),
        "results": shown.results_of(file),
        "asked": file.told.get("reason", "") if file.told else "",
        "inquiries": list(file.inquiries.order_by("asked_at")),
        "actions": offered,
        "trail": _trail(),
    }
    return render(request, "matters/crossregion/desk_case.html", context, status=status)


def _may_take(user: User, at: datetime) -> list[Item]:
    place = place_served(user, at=at)
    offices = {office.code: office for office in Office.objects.filter(place=place)}
    return [
        item
        for item in received_for_others(place, on=timezone.localdate())
        if (office := offices.get(item.body["office"])) and may_receive(user, office, at=at)
    ]


def _service(item: Item) -> dict[str, str]:
    service = service_of(item)
    return {
        "code": service.code,
        "name": said(service.name, service.name_en),
        "mode": shown.mode_name(service.mode),
        "home": said(service.home_name, service.home_name_en),
    }


def _row(file: CrossFile, at: datetime) -> dict[str, object]:
    is_home = file.role == CrossFile.Role.HOME
    return {
        "case": file.case,
        "title": shown.title_of(file),
        "side": _("本地决定") if is_home else _("为外地代收"),
        "state": shown.state_of(file),
        "handed_in": moment_text(file.handed_in_at, now=at),
        "accepted": moment_text(file.accepted_at, now=at) if file.accepted_at else "—",
    }


def _trail() -> list[Link]:
    from django.urls import reverse

    return [Link(_("跨省通办"), reverse("cross_desk"))]
