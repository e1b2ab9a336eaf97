"""An objection at the office that reviews: what was said, who said it, and the answer."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.benefits.pages import run_words as words
from yingshang.city.benefits.pages.run_acts import (
    OBJECTION_GROUPS,
    find,
    is_done,
    make,
    reader,
    shown_groups,
)
from yingshang.city.benefits.runs.contacts import may_reveal, reveal
from yingshang.city.benefits.runs.correcting import contests_of
from yingshang.city.benefits.runs.doors import entitlement_of, get_objection_for
from yingshang.city.benefits.runs.models import Entitlement, Objection
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import CaseMissing
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.models import Case
from yingshang.ui.components import Fact, Link
from yingshang.ui.htmx import render

Context = dict[str, object]
PAGE = "benefits/runs_objection.html"


@staff_required
@never_cache
@require_safe
def objection(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """One objection with the firm's row, its promise and the next steps."""
    now = timezone.now()
    case = get_objection_for(request.user, objection_id, at=now)
    return render(request, PAGE, _context(request, case, now))


@staff_required
@never_cache
@require_POST
def act(request: HttpRequest, objection_id: UUID, act: str) -> HttpResponse:
    """Uphold or reject; `contact` shows once whom to call, and the reading is recorded."""
    now, user = timezone.now(), reader(request)
    case = get_objection_for(user, objection_id, at=now)
    if act == "contact":
        who = reveal(user, case, purpose=_("核实和答复异议"), at=now)
        return render(request, PAGE, _context(request, case, now, who=who))
    named = find(OBJECTION_GROUPS, act)
    if named is None:
        raise CaseMissing
    group, button = named
    form = make(group, case, request.POST)
    if is_done(form, lambda: button.call(case, form, user, now)):
        return HttpResponseRedirect(reverse("benefit_objection", args=[objection_id]))
    return render(request, PAGE, _context(request, case, now, bound=(group.key, form)), status=422)


def _context(
    request: HttpRequest,
    case: Case,
    at: datetime,
    *,
    bound: tuple[str, forms.Form] | None = None,
    who: tuple[str, str] | None = None,
) -> Context:
    row = Objection.objects.select_related("run__item", "run__case__office").get(pk=case.pk)
    listed = entitlement_of(row.run, row.credit_code)
    run_url = reverse("benefit_run", args=[row.run_id])
    facts = [
        Fact(_("企业"), listed.name if listed else row.credit_code),
        Fact(_("统一社会信用代码"), row.credit_code),
        Fact(_("意见"), row.get_wish_display()),
        Fact(_("名单中的状态"), listed.get_state_display() if listed else _("不在名单上")),
    ]
    return {
        "case": case,
        "row": row,
        "state": words.state_name(case),
        "tone": words.tone_of(case),
        "facts": facts,
        "contests": contested(row, listed),
        "promises": words.promises_of([case], at=at),
        "groups": shown_groups(OBJECTION_GROUPS, [case], reader(request), at=at, bound=bound),
        "events": words.events_of([case.pk]),
        "who": [Fact(_("称呼"), who[0]), Fact(_("电话"), who[1])] if who else None,
        "may_call": may_reveal(reader(request), row, at=at),
        "trail": [
            Link(_("兑现批次"), reverse("benefit_runs")),
            Link(words.title_of(row.run), run_url),
        ],
    }


def contested(row: Objection, listed: Entitlement | None) -> list[Fact]:
    """What the firm contests of its data, where it is not on the list: each with its state."""
    if listed is not None or row.wish != Objection.Wish.RESTORE:
        return []
    elements = dictionary_of(row.run.place).elements
    return [
        Fact(
            words.said(elements[one.element].name, elements[one.element].name_en),
            f"{words.office_name(one.case.office)} · {words.state_name(one.case)}",
        )
        for one in contests_of(row.run.place, row.credit_code)
        if one.element in elements
    ]
