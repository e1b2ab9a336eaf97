"""The kiosk's ticket page, and the clerk's window from calling a number to the receipt."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.matters.desk_pages.case import try_reverse
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.city.matters.lists import offered
from yingshang.city.matters.models import Application, Paper
from yingshang.city.matters.window import services, tickets
from yingshang.city.matters.window.forms import IdentifyForm, StartForm, TicketForm
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.access.served import place_served
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Item, Party, WindowService
from yingshang.core.parties.persons import masked_id_number
from yingshang.core.parties.queries import principals_of
from yingshang.core.ratings.tickets import ticket_code
from yingshang.errors import Conflict, DomainError, Kind
from yingshang.worktime.zone import local

Action = Callable[[User, UUID, datetime], str]


@require_http_methods(["GET", "HEAD", "POST"])
def window_ticket(request: HttpRequest) -> HttpResponse:
    """Choose a service and take a number; open to anybody."""
    at, place = timezone.now(), place_code()
    form = TicketForm(request.POST or None, items=_items(place, at))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["service"]
        taken = tickets.take_ticket(place, code, key=form.key, at=at)
        return redirect("window_ticket_taken", taken.pk)
    status = 422 if form.is_bound else 200
    return render(request, "matters/desk/ticket.html", {"form": form}, status=status)


@never_cache
@require_safe
def window_ticket_taken(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The ticket: its number, who waits before it, and the code for rating the service."""
    ticket = get_object_or_404(WindowService.objects.select_related("office"), pk=service_id)
    context = {
        "ticket": ticket,
        "office": said(ticket.office.name, ticket.office.name_en),
        "before": tickets.waiting_before(ticket),
        "taken": moment_text(ticket.taken_at),
        "code": ticket_code(ticket.pk),
    }
    return render(request, "matters/desk/ticket_taken.html", context)


@staff_required
@never_cache
@require_safe
def window(request: HttpRequest) -> HttpResponse:
    """The clerk's window. Errors: `NotAtTheWindow`."""
    user, at = officer(request), timezone.now()
    return _page(request, user, at)


@staff_required
@require_POST
def window_call(request: HttpRequest) -> HttpResponse:
    """Call the next number."""
    try:
        called = tickets.call_next(officer(request), at=timezone.now())
    except Conflict as error:
        messages.warning(request, _say(error))
    else:
        messages.success(request, _("请 %(ticket)s 号到窗口") % {"ticket": called.ticket})
    return redirect("window")


@staff_required
@require_POST
def window_identify(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Register the person at the window."""
    user, at = officer(request), timezone.now()
    form = IdentifyForm(request.POST)
    if form.is_valid():
        try:
            services.identify(user, service_id, form.details, at=at)
        except DomainError as error:
            _complain(form, error)
        else:
            return redirect("window")
    return _page(request, user, at, identify=form, status=422)


@staff_required
@require_POST
def window_start(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Begin the application, then go on in the applicant's form."""
    user, at = officer(request), timezone.now()
    serving = tickets.serving_of(user, at=at)
    form = _start_form(serving, at, request) if serving else None
    if form is None or not form.is_valid():
        return _page(request, user, at, start=form, status=422)
    try:
        draft = services.start_at_window(user, service_id, form.wanted, at=at)
    except DomainError as error:
        _complain(form, error)
        return _page(request, user, at, start=form, status=422)
    return redirect(try_reverse("apply_resume", draft.pk) or "window")


@staff_required
@require_POST
def window_sign(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The person signs in the clerk's presence."""
    return _act(request, service_id, _sign)


@staff_required
@require_POST
def window_receipt(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Issue the receipt and open it for printing."""
    return _act(request, service_id, _receipt)


@staff_required
@require_POST
def window_end(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """End the service."""
    return _act(request, service_id, _end)


def _act(request: HttpRequest, service_id: UUID, action: Action) -> HttpResponse:
    try:
        told = action(officer(request), service_id, timezone.now())
    except Conflict as error:
        messages.warning(request, _say(error))
    else:
        messages.success(request, told)
    return redirect("window")


def _sign(user: User, service_id: UUID, at: datetime) -> str:
    application = services.sign_in_presence(user, service_id, at=at)
    return _("已当面签名，申请已收件。") if application.case_id else _(
        "已当面签名，还要等其他人签名。")  # fmt: skip


def _receipt(user: User, service_id: UUID, at: datetime) -> str:
    paper = services.print_receipt(user, service_id, at=at)
    return _("收件凭证 %(number)s 已出具。") % {"number": paper.number}


def _end(user: User, service_id: UUID, at: datetime) -> str:
    ended = services.end_at_window(user, service_id, at=at)
    return _("%(ticket)s 号的服务已结束。") % {"ticket": ended.ticket}


def _page(
    request: HttpRequest,
    user: User,
    at: datetime,
    *,
    identify: IdentifyForm | None = None,
    start: StartForm | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = tickets.waiting_for(user, at=at)
    serving = tickets.serving_of(user, at=at)
    names = dict(_named(_items(place_served(user, at=at), at)))
    context: dict[str, object] = {
        "waiting": [(w.ticket, names.get(w.item_code, w.item_code), moment_text(w.taken_at, now=at))
                    for w in waiting],
        "serving": serving,
    }  # fmt: skip
    if serving is not None:
        context |= _serving(serving, names, at, identify, start)
    return render(request, "matters/desk/window.html", context, status=status)


def _serving(
    serving: WindowService,
    names: dict[str, str],
    at: datetime,
    identify: IdentifyForm | None,
    start: StartForm | None,
) -> dict[str, object]:
    person = services.person_at(serving)
    application = services.application_at(serving)
    receipt = _receipt_of(application)
    return {
        "service_name": names.get(serving.item_code, serving.item_code),
        "person": person,
        "masked": masked_id_number(person) if person else "",
        "identify": identify or (None if person else IdentifyForm()),
        "start": start or (_start_form(serving, at) if person and not application else None),
        "application": application,
        "resume_url": try_reverse("apply_resume", application.pk) if application else "",
        "may_sign": _may_sign(application, person),
        "is_waiting": application is not None and application.state == Application.State.SIGNING,
        "case": application.case if application else None,
        "receipt": receipt,
        "receipt_url": try_reverse("paper", receipt.pk) if receipt else "",
    }


def _start_form(
    serving: WindowService, at: datetime, request: HttpRequest | None = None
) -> StartForm | None:
    person = services.person_at(serving)
    if person is None:
        return None
    return StartForm(
        request.POST if request else None,
        items=_items(serving.place, at),
        clients=list(principals_of(person, at=at)),
        initial={"service": serving.item_code},
    )


def _may_sign(application: Application | None, person: Party | None) -> bool:
    if application is None or person is None:
        return False
    waits = application.state == Application.State.SIGNING
    return waits and application.signatures.filter(signer=person, state="pending").exists()


def _receipt_of(application: Application | None) -> Paper | None:
    if application is None or application.case is None:
        return None
    return application.case.papers.filter(kind=Paper.Kind.RECEIPT).first()


def _items(place: str, at: datetime) -> list[Item]:
    return offered(place, on=local(at, field="at").date())


def _named(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.code, said(item.body["name"], item.body.get("name_en"))) for item in items]


def _complain(form: Form, error: DomainError) -> None:
    """The error beside its field. A missing thing stays missing."""
    if error.kind in {Kind.MISSING, Kind.DENIED}:
        raise error
    form.add_error(error.field if error.field in form.fields else None, _say(error))


def _say(error: DomainError) -> str:
    return error.text(get_language() or "zh-hans")
