"""One firm's benefits: all policies, one policy with its reasons, and trying without a log-in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.benefits.matching.applying import Ask, apply
from yingshang.city.benefits.matching.doors import firms_of, get_firm_for
from yingshang.city.benefits.matching.errors import FirmMissing
from yingshang.city.benefits.matching.history import applications_of
from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.services import match
from yingshang.city.benefits.matching.telling import offices_of
from yingshang.city.benefits.matching.types import Group
from yingshang.city.benefits.pages.matching_forms import (
    ApplyForm,
    StatementForm,
    missing_elements,
)
from yingshang.city.benefits.pages.matching_views import IN_FULL, Teller, total_of
from yingshang.city.benefits.policies.reading import policy as policy_of
from yingshang.core.access.decorators import signed_in
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.listing import Element
from yingshang.core.facts.mine import sees_sensitive
from yingshang.core.models import Party
from yingshang.errors import Conflict, Invalid
from yingshang.ui.components import Link
from yingshang.ui.htmx import render
from yingshang.worktime.zone import local

Context = dict[str, object]
LIST, ONE, FIRMS, TRY = (
    f"benefits/matching_{name}.html" for name in ("list", "one", "firms", "try")
)
BOTH = ["GET", "HEAD", "POST"]


@signed_in
@never_cache
@require_safe
def my_benefits(request: HttpRequest) -> HttpResponse:
    """The firms that the reader acts for; with one firm only, its page at once."""
    firms = firms_of(request.user, at=timezone.now())
    if len(firms) == 1:
        return HttpResponseRedirect(reverse("firm_benefits", args=[firms[0].pk]))
    return render(request, FIRMS, {"firms": firms})


@signed_in
@never_cache
@require_http_methods(BOTH)
def firm_benefits(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Every policy in four groups; what is missing can be stated to see what would come out.

    With `all` in the query, and with statements, what would change each is told however many
    there are; otherwise of the first `IN_FULL`, and of others on their own pages.
    """
    now, place = timezone.now(), place_code()
    firm = get_firm_for(request.user, firm_id, at=now)
    elements = dictionary_of(place).elements
    plain = match(place, firm.credit_code or "", on=_day(now))
    form, matched = stated(request, plain, elements)
    is_all = request.method == "POST" or "all" in request.GET
    teller = replace(_teller(request, firm, elements, now), in_full=None if is_all else IN_FULL)
    context: Context = {
        "firm": firm,
        "on": matched.on,
        "sections": teller.sections(matched),
        "combinations": teller.combinations(matched),
        "total": total_of(matched) if matched.best.value else "",
        "form": form,
        "by_statement": bool(matched.statements),
        "trail": [Link(_("我的"), reverse("my_affairs"))],
    }
    return render(request, LIST, context, status=_status(form))


@signed_in
@never_cache
@require_http_methods(BOTH)
def firm_benefit(request: HttpRequest, firm_id: UUID, policy: str) -> HttpResponse:
    """One policy for one firm with the whole explanation; to apply, press the button."""
    now, place = timezone.now(), place_code()
    firm = get_firm_for(request.user, firm_id, at=now)
    listed = policy_of(place, policy, on=_day(now))
    elements = dictionary_of(place).elements
    plain = match(place, firm.credit_code or "", on=_day(now), codes=(listed.code,))
    form, matched = stated(request, plain, elements)
    (line,) = matched.lines
    asking = ApplyForm(request.POST if "apply" in request.POST else None, auto_id=False)
    if asking.is_bound and asking.is_valid() and form.is_valid():
        case_id = _applied(request, firm, line, asking, form, now)
        if case_id is not None:
            return HttpResponseRedirect(reverse("benefit_application", args=[case_id]))
    teller = _teller(request, firm, elements, now)
    context: Context = {
        "firm": firm,
        "on": matched.on,
        **told(teller, line),
        "form": form,
        "asking": asking,
        "trail": [Link(_("我的惠企政策"), reverse("firm_benefits", args=[firm.pk]))],
    }
    return render(request, ONE, context, status=_status(form))


@never_cache
@require_http_methods(BOTH)
def try_benefit(request: HttpRequest, policy: str) -> HttpResponse:
    """What a policy would give a firm that answers for itself: no log-in, nothing kept."""
    now, place = timezone.now(), place_code()
    listed = policy_of(place, policy, on=_day(now))
    elements = dictionary_of(place).elements
    plain = match(place, "", on=_day(now), codes=(listed.code,))
    form, matched = stated(request, plain, elements)
    (line,) = matched.lines
    teller = Teller(elements, offices_of(place), {})
    context: Context = {**told(teller, line), "form": form, "has_answered": form.is_bound}
    return render(request, TRY, context, status=_status(form))


def stated(
    request: HttpRequest, plain: Matched, elements: Mapping[str, Element]
) -> tuple[StatementForm, Matched]:
    """The form for what is missing, and what comes out with what was typed into it.

    What an answer makes worth asking is asked as well, until nothing is left to ask.
    """
    missing = missing_elements(plain.of(Group.UNKNOWN), elements)
    posted = request.POST if request.method == "POST" else None
    while True:
        form = StatementForm(posted, missing=missing)
        if not form.is_bound or not form.is_valid() or not form.statements():
            return form, plain
        try:
            matched = _with(plain, form.statements())
        except Invalid as error:
            form.add(error)
            return form, plain
        further = missing_elements(matched.of(Group.UNKNOWN), elements)
        if all(element in missing for element in further):
            return form, matched
        missing += [element for element in further if element not in missing]


def _with(plain: Matched, statements: Mapping[str, str]) -> Matched:
    """The same policies with what the firm stated."""
    codes = [line.code for line in plain.lines]
    return match(plain.place, plain.credit_code, on=plain.on, codes=codes, statements=statements)


def told(teller: Teller, line: Line) -> Context:
    """What a page says of one policy."""
    return {
        "row": teller.row(line),
        "policy": line.listed.model,
        "data": teller.data(line),
        "trees": teller.trees(line),
        "model_hash": line.answer.model_hash if line.answer else "",
    }


def _applied(
    request: HttpRequest,
    firm: Party,
    line: Line,
    asking: ApplyForm,
    form: StatementForm,
    now: datetime,
) -> UUID | None:
    if not isinstance(request.user, User):
        raise FirmMissing
    ask = Ask(asking.key, line.code, form.statements())
    try:
        return apply(line.listed.item.place, firm, ask, user=request.user, at=now).pk
    except (Invalid, Conflict) as error:
        form.add(error)
        return None


def _teller(
    request: HttpRequest, firm: Party, elements: Mapping[str, Element], now: datetime
) -> Teller:
    place = place_code()
    return Teller(
        elements,
        offices_of(place),
        applications_of(place, firm.credit_code or ""),
        firm_id=str(firm.pk),
        is_whole=sees_sensitive(request.user, firm, at=now),
    )


def _day(now: datetime) -> date:
    return local(now, field="at").date()


def _status(form: StatementForm) -> int:
    return 422 if form.is_bound and form.errors else 200
