"""What is handled across regions here, and the applicant's own pages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.matters.crossregion import elsewhere, shown
from yingshang.city.matters.crossregion.doors import own_file, own_files
from yingshang.city.matters.crossregion.errors import CrossFileMissing
from yingshang.city.matters.crossregion.forms import ReasonForm, ServiceForm, SupplementForm
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.modes import duties_of
from yingshang.city.matters.crossregion.offers import offer, published, service_of
from yingshang.city.matters.crossregion.online import apply_online
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.pages.edge import complain
from yingshang.city.matters.crossregion.record import entries_shown
from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.pages.readers import reader_of
from yingshang.core.access.decorators import signed_in
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Item, Office
from yingshang.errors import DomainError

MOST_OWN = 50
CAN_WITHDRAW = frozenset({"received", "forwarded", "at_home", "accepted", "correction"})


@require_safe
def cross_services(request: HttpRequest) -> HttpResponse:
    """The published list, and the reader's own matters under way."""
    place, at = place_code(), timezone.now()
    rows = [_row(item, place) for item in published(place, on=timezone.localdate())]
    own = []
    if request.user.is_authenticated:
        own = [_own(file) for file in own_files(reader_of(request), at=at)[:MOST_OWN]]
    context = {"rows": rows, "own": own}
    return render(request, "matters/crossregion/services.html", context)


@signed_in
def cross_apply(request: HttpRequest, code: str) -> HttpResponse:
    """Apply online for a service that is online throughout; for others, where the window is."""
    user, at, place = reader_of(request), timezone.now(), place_code()
    item = offer(place, code)
    if user.person_id is None:
        raise CrossFileMissing
    service = service_of(item)
    context: dict[str, object] = {"row": _row(item, place), "item": item}
    if duties_of(service.mode).window_checks:
        return render(request, "matters/crossregion/apply.html", context)
    form = ServiceForm(
        request.POST or None, request.FILES or None, service=service, at_window=False
    )
    if request.method == "POST" and form.is_valid():
        try:
            wanted = Wanted(code, form.values, form.given)
            file = apply_online(user, wanted, place=place, at=at)
        except DomainError as error:
            complain(form, error)
        else:
            messages.success(request, _("已提交，正在转往业务属地。"))
            return redirect("cross_case", file.case_id)
    context["form"] = form
    status = 422 if form.is_bound else 200
    return render(request, "matters/crossregion/apply.html", context, status=status)


@signed_in
@never_cache
@require_safe
def cross_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The applicant's page: both dates, who holds it, the log. Errors: `CrossFileMissing`."""
    file = own_file(reader_of(request), case_id, at=timezone.now())
    return _page(request, file)


@signed_in
@require_POST
def cross_supplement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hand in online what the home asked for. Errors: `CrossFileMissing`, `StepRefused`."""
    user, at = reader_of(request), timezone.now()
    file = own_file(user, case_id, at=at)
    form = _supplement_form(file, request)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            elsewhere.supplement(case_id, form.given, text=text, user=user, at=at)
        except DomainError as error:
            complain(form, error)
        else:
            messages.success(request, _("补正材料已转递。"))
            return redirect("cross_case", case_id)
    return _page(request, file, supplement=form, status=422)


@signed_in
@require_POST
def cross_withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Withdraw, or ask the home to. Errors: `CrossFileMissing`, `StepRefused`."""
    user, at = reader_of(request), timezone.now()
    own_file(user, case_id, at=at)
    try:
        reason = request.POST.get("reason", "").strip()[:200]
        elsewhere.withdraw(case_id, user=user, at=at, reason=reason)
    except DomainError as error:
        messages.warning(request, error.text(get_language() or "zh-hans"))
    else:
        messages.success(request, _("已提出撤回。"))
    return redirect("cross_case", case_id)


def _page(
    request: HttpRequest,
    file: CrossFile,
    *,
    supplement: SupplementForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at, state = timezone.now(), file.case.state
    if supplement is None and state == "correction":
        supplement = _supplement_form(file)
    context = {
        "file": file,
        "case": file.case,
        "title": shown.title_of(file),
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
        "supplement": supplement,
        "may_withdraw": state in CAN_WITHDRAW,
        "withdraw": ReasonForm(),
    }
    return render(request, "matters/crossregion/case.html", context, status=status)


def _supplement_form(file: CrossFile, request: HttpRequest | None = None) -> SupplementForm:
    materials = service_of(file.offer).materials
    if request is None:
        return SupplementForm(materials=materials)
    return SupplementForm(request.POST, request.FILES, materials=materials)


def _row(item: Item, place: str) -> dict[str, object]:
    """A service as the list shows it."""
    service = service_of(item)
    is_home = service.home == place
    office = Office.objects.filter(place=place, code=service.office).first()
    return {
        "code": service.code,
        "name": said(service.name, service.name_en),
        "summary": said(service.summary or "", service.summary_en or ""),
        "mode": shown.mode_name(service.mode),
        "home": said(service.home_name, service.home_name_en),
        "office": said(office.name, office.name_en) if office else "",
        "is_home": is_home,
        "is_online": not is_home and not duties_of(service.mode).window_checks,
    }


def _own(file: CrossFile) -> dict[str, object]:
    return {
        "case": file.case,
        "title": shown.title_of(file),
        "state": shown.state_of(file),
        "file": file,
    }
