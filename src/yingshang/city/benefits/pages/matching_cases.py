"""Applications: the firm follows its own, the owner's office decides them; the window explains."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.matching import deciding
from yingshang.city.benefits.matching.doors import (
    explaining_office,
    get_application_for,
    get_served_application,
    has_desk,
    served_applications,
)
from yingshang.city.benefits.matching.errors import ApplicationMissing
from yingshang.city.benefits.matching.lifecycle import DECIDE, OPEN
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.matching.services import Looking, match
from yingshang.city.benefits.matching.telling import amount_words, offices_of
from yingshang.city.benefits.matching.words import said
from yingshang.city.benefits.pages.application_money import money_of
from yingshang.city.benefits.pages.matching_forms import ActForm, ExplainForm
from yingshang.city.benefits.pages.matching_views import Teller, state_of, text, total_of
from yingshang.core.access.decorators import signed_in, staff_required
from yingshang.core.access.models import User
from yingshang.core.access.served import place_served
from yingshang.core.facts.consulting import Purpose
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.texts import plain_value, read_value
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment
from yingshang.errors import Conflict, Invalid
from yingshang.rules import Decided
from yingshang.ui.components import Event, Fact, Link, NavItem
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of
from yingshang.worktime.zone import local

Context = dict[str, object]
MINE, DESK, QUEUE, EXPLAIN = (
    f"benefits/matching_{name}.html" for name in ("application", "case", "queue", "explain")
)
Act = Callable[[UUID, str, User, datetime, int], object]


@signed_in
@never_cache
@require_safe
def application(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """What became of one's own application."""
    now = timezone.now()
    case = get_application_for(request.user, claim_id, at=now)
    context = _context(case) | {"may_withdraw": case.state in OPEN}
    return render(request, MINE, context)


@signed_in
@require_POST
def withdraw(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take one's own application back."""
    deciding.withdraw(claim_id, user=_user(request), at=timezone.now())
    return HttpResponseRedirect(reverse("benefit_application", args=[claim_id]))


@staff_required
@never_cache
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """The applications at the reader's office: those to decide, or (`?stage=done`) decided."""
    now = timezone.now()
    if not has_desk(request.user, at=now):
        raise ApplicationMissing
    is_done = request.GET.get("stage") == "done"
    cases = served_applications(request.user, at=now).filter(closed_at__isnull=not is_done)
    page = page_of(request, cases)
    url = reverse("benefit_applications")
    context: Context = {
        "page": page,
        "rows": [(case, state_of(case), _money(case.benefit_application))
                 for case in page.object_list],
        "tabs": [NavItem(_("待决定"), url, not is_done),
                 NavItem(_("已决定"), f"{url}?stage=done", is_done)],
    }  # fmt: skip
    return render(request, QUEUE, context)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One application with what the rule said; to support, grant or refuse it."""
    now, user = timezone.now(), _user(request)
    case = get_served_application(user, claim_id, at=now)
    posted = request.POST if request.method == "POST" else None
    form = ActForm(posted, initial={"version": case.version})
    if form.is_bound and form.is_valid() and _is_done(form, case, user, now, request):
        return HttpResponseRedirect(reverse("benefit_decide", args=[claim_id]))
    context = _context(case) | {"form": form, "is_open": case.state in OPEN}
    return render(request, DESK, context, status=422 if form.is_bound else 200)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest) -> HttpResponse:
    """The window explains a firm's benefits to it; the reading is recorded with its purpose."""
    now, user = timezone.now(), _user(request)
    place = place_served(user, at=now)
    office = explaining_office(user, place=place, at=now)
    form = ExplainForm(request.POST if request.method == "POST" else None)
    context: Context = {"form": form}
    if form.is_bound and form.is_valid():
        kept = form.cleaned_data
        purpose = Purpose(
            f"窗口解释惠企政策：{kept['purpose']}", "Explaining benefits at the window"
        )
        looking = Looking(Actor.user(user.pk), now, purpose, office)
        day = local(now, field="at").date()
        matched = match(place, kept["credit_code"].upper(), on=day, looking=looking)
        teller = Teller(dictionary_of(place).elements, offices_of(place), {}, is_whole=False)
        context |= {
            "code": matched.credit_code,
            "on": day,
            "is_known": bool(matched.given.values),
            "sections": teller.sections(matched),
            "combinations": teller.combinations(matched),
            "total": total_of(matched) if matched.best.value else "",
        }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, EXPLAIN, context, status=status)


def _support(claim_id: UUID, reason: str, user: User, at: datetime, version: int) -> object:
    return deciding.support(claim_id, reason, user=user, at=at, version=version)


def _grant(claim_id: UUID, reason: str, user: User, at: datetime, version: int) -> object:
    del reason
    return deciding.grant(claim_id, user=user, at=at, version=version)


def _refuse(claim_id: UUID, reason: str, user: User, at: datetime, version: int) -> object:
    return deciding.refuse(claim_id, reason, user=user, at=at, version=version)


ACTS: Mapping[str, Act] = {"support": _support, "grant": _grant, "refuse": _refuse}


def _is_done(form: ActForm, case: Case, user: User, at: datetime, request: HttpRequest) -> bool:
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise ApplicationMissing
    kept = form.cleaned_data
    try:
        act(case.pk, kept["reason"], user, at, kept["version"])
    except (Invalid, Conflict) as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, error.text(get_language() or "zh-hans"))
        return False
    return True


def _context(case: Case) -> Context:
    row = case.benefit_application
    model = Policy.model_validate(case.item.body, strict=False)
    promise = Commitment.objects.filter(case=case, clock=DECIDE).first()
    facts = [
        Fact(_("企业"), case.party.name),
        Fact(_("政策"), text(said(model.title, model.title_en))),
        Fact(_("期间"), row.period),
        Fact(_("按规则算出"), text(amount_words(row.computed_fen))),
        Fact(_("承办单位"), text(said(case.office.name, case.office.name_en))),
    ]
    if row.granted_fen is not None:
        facts.append(Fact(_("同意金额"), text(amount_words(row.granted_fen))))
    if promise is not None:
        facts.append(Fact(_("最迟决定"), f"{local(promise.due_at, field='due'):%Y-%m-%d %H:%M}"))
    return {
        "case": case,
        "row": row,
        "state": state_of(case),
        "facts": facts,
        "money": money_of(row, at=timezone.now()),
        "statements": _statements(case.place, row),
        "lines": _reasons(row),
        "events": _events(case),
        "trail": [Link(_("惠企申请"), reverse("benefit_applications"))],
    }


def _money(row: Application) -> str:
    return text(amount_words(row.computed_fen))


def _statements(place: str, row: Application) -> list[Fact]:
    """What the firm stated, in words."""
    elements = dictionary_of(place).elements
    language = get_language() or "zh-hans"
    return [
        Fact(
            text(said(elements[code].name, elements[code].name_en)),
            read_value(elements[code], plain_value(elements[code], value), language=language),
        )
        for code, value in row.statements.items()
        if code in elements
    ]


def _reasons(row: Application) -> list[str]:
    """What the rule said when it was handed in."""
    language = "en" if (get_language() or "zh-hans").startswith("en") else "zh"
    kept = [row.decided.get(part) for part in ("reasons", "reckoned")]
    found = [Decided.from_json(part).text(language) for part in kept if part]
    return [line for said in found for line in said.splitlines()]


def _events(case: Case) -> list[Event]:
    found = []
    for entry in reversed(entries_of([case.pk])):
        step = entry.action.partition(".")[2]
        reason = str((entry.data or {}).get("reason") or "")
        found.append(
            Event(
                f"{local(entry.at, field='at'):%Y-%m-%d %H:%M}",
                iso=entry.at.isoformat(),
                who="",
                act=_act(step),
                lines=(reason,) if reason else (),
                code=entry.hash_hex[:12],
            )
        )
    return found


def _act(step: str) -> str:
    names = {
        "open": _("提出申请"), "support": _("写审核意见"), "grant": _("同意"),
        "grant_at_once": _("按数据当场同意"), "refuse": _("不同意"), "withdraw": _("撤回申请"),
        "hand": _("列入兑现批次"), "free": _("退出批次，等待下一批"),
        "warn": _("期限预警"),
    }  # fmt: skip
    return names.get(step, step)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise ApplicationMissing
    return request.user
