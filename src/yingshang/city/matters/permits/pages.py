"""The firm's side: which permits its scope calls for, the promise, and what happened since."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.desk_pages.words import is_english, said
from yingshang.city.matters.lists import ServiceMissing, service
from yingshang.city.matters.pages.case import acts_for
from yingshang.city.matters.pages.readers import posted_version, reader_of
from yingshang.city.matters.pages.words import moment_text
from yingshang.city.matters.permits import words
from yingshang.city.matters.permits.lifecycle import KIND
from yingshang.city.matters.permits.lists import permit_of
from yingshang.city.matters.permits.promising import (
    get_watch_for,
    is_open,
    is_promised,
    not_trade,
    promise,
    to_promise,
)
from yingshang.city.matters.queries.cases import parties_of
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.models import User
from yingshang.core.models import Case
from yingshang.errors import DomainError
from yingshang.ui.components import Fact
from yingshang.ui.form_errors import FormError
from yingshang.ui.paging import page_of


@dataclass(frozen=True)
class Row:
    """A watch in the firm's list."""

    case: Case
    name: str
    needed: str
    colour: str
    state: str


@signed_in
@never_cache
@require_safe
def permits(request: HttpRequest) -> HttpResponse:
    """The permits that the scopes of the reader's firms call for, the newest first."""
    user, at = reader_of(request), timezone.now()
    parties = [party.pk for party in parties_of(user, at=at)]
    mine = visible_cases(user, at=at).filter(kind=KIND, party_id__in=parties)
    page = page_of(
        request, mine.select_related("item", "party", "permit_watch").order_by("-opened_at", "pk")
    )
    rows = [
        Row(c, words.permit_name(c), words.requirement_text(c.permit_watch), *words.state_of(c))
        for c in page.object_list
    ]
    return render(request, "matters/permits/list.html", {"rows": rows, "page": page})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def permit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One of them with its promise; POST promises, or says that the firm will not trade in it.

    Errors: `CaseMissing`, for missing, hidden and whoever does not act for the firm.
    """
    user, at = reader_of(request), timezone.now()
    case = get_watch_for(user, case_id, at=at)
    if not acts_for(user, case, at=at):
        raise CaseMissing
    if request.method != "POST":
        return _page(request, case, at)
    return _answer(request, case, user, at)


def _answer(request: HttpRequest, case: Case, user: User, at: datetime) -> HttpResponse:
    version = posted_version(request)
    try:
        if request.POST.get("act") == "promise":
            if not request.POST.get("agree"):
                text = _("请阅读承诺书并勾选“我已阅读并作此承诺”。")
                return _page(request, case, at, error=FormError(text, "agree"), status=422)
            told = request.POST.get("text", "")
            promise(case.pk, text_hash=told, user=user, at=at, version=version)
            messages.success(request, _("已承诺。取得许可前请不要从事该项经营。"))
        else:
            reason = request.POST.get("reason", "")
            not_trade(case.pk, reason=reason, user=user, at=at, version=version)
            messages.success(request, _("已登记：不从事该项经营。"))
    except DomainError as error:
        problem = FormError(error.text(get_language() or "zh-hans"))
        case.refresh_from_db()
        return _page(request, case, at, error=problem, status=409)
    return redirect("permit", case.pk)


def _page(
    request: HttpRequest,
    case: Case,
    at: datetime,
    *,
    error: FormError | None = None,
    status: int = 200,
) -> HttpResponse:
    watch, listed = case.permit_watch, permit_of(case.item)
    told = to_promise(case, at=at)
    colour, state = words.state_of(case)
    english = is_english()
    context = {
        "case": case,
        "name": words.permit_name(case),
        "colour": colour,
        "state": state,
        "facts": _facts(case),
        "needed": words.requirement_text(watch),
        "phrases": words.phrases_text(watch),
        "office": said(case.office.name, case.office.name_en),
        "is_open": is_open(case),
        "is_promised": is_promised(case),
        "told": told,
        "title": told.words.title(english=english),
        "lines": told.words.lines(english=english),
        "is_english": english,
        "service": _service(case.place, listed.matter),
        "errors": [error] if error else [],
    }
    return render(request, "matters/permits/page.html", context, status=status)


def _facts(case: Case) -> list[Fact]:
    watch = case.permit_watch
    facts = [
        Fact(_("编号"), case.number),
        Fact(_("企业"), case.party.name),
        Fact(_("办理方式"), words.way_text(permit_of(case.item))),
        Fact(_("告知时间"), moment_text(case.opened_at)),
    ]
    if watch.licence_no:
        facts.append(Fact(_("许可证件"), watch.licence_no))
    return facts


def _service(place: str, code: str | None) -> str:
    """The code of the service by which the permit can be had here, if it is offered."""
    if code is None:
        return ""
    try:
        return service(place, code).bundle.code
    except ServiceMissing:
        return ""
