"""Claw-backs of the paying office: what is asked back, by when, and what came."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yingshang.city.benefits.pages import money_words as words
from yingshang.city.benefits.pages.money import tabs
from yingshang.city.benefits.pages.money_forms import RepaidForm, SetOffForm, WhyForm
from yingshang.city.benefits.pages.run_acts import is_done, reader
from yingshang.city.benefits.pages.run_words import money, promises_of, state_name
from yingshang.city.benefits.payments.doors import get_recovery_for, recoveries_for
from yingshang.city.benefits.payments.errors import PaymentMissing
from yingshang.city.benefits.payments.lifecycle import SET_OFF
from yingshang.city.benefits.payments.models import Payment, Recovery
from yingshang.city.benefits.payments.money import fen_of
from yingshang.city.benefits.payments.recovering import open_fen
from yingshang.city.benefits.payments.services import By, drop, note_repayment, set_off
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.ui.components import Fact, Link
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

Act = Callable[[Recovery, Mapping[str, str], User, datetime], None]


@staff_required
@never_cache
@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """All of the reader's office, the open ones with the earliest deadline first."""
    found = recoveries_for(request.user, at=timezone.now())
    page = page_of(request, found.order_by("case__closed_at", "due_on"))
    rows = [
        (row, reverse("benefit_recovery", args=[row.pk]), state_name(row.case), _tone(row),
         money(open_fen(row)))
        for row in page.object_list
    ]  # fmt: skip
    context = {"page": page, "rows": rows, "tabs": tabs("benefit_recoveries")}
    return render(request, "benefits/money_recoveries.html", context)


@staff_required
@never_cache
@require_safe
def recovery(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """One claw-back, and what can be noted."""
    found = get_recovery_for(request.user, recovery_id, at=timezone.now())
    return render(request, "benefits/money_recovery.html", _context(found))


@staff_required
@never_cache
@require_POST
def recovery_act(request: HttpRequest, recovery_id: UUID, act: str) -> HttpResponse:
    """Note a repayment, set off, or drop it."""
    now, user = timezone.now(), reader(request)
    found = get_recovery_for(user, recovery_id, at=now)
    if act not in ACTS:
        raise Http404
    _title, made, call = ACTS[act]
    form = made(request.POST, prefix=act)
    if is_done(form, lambda: call(found, form.cleaned_data, user, now)):
        return HttpResponseRedirect(reverse("benefit_recovery", args=[recovery_id]))
    context = _context(found, bound=(act, form))
    return render(request, "benefits/money_recovery.html", context, status=422)


def _context(found: Recovery, *, bound: tuple[str, forms.Form] | None = None) -> dict[str, object]:
    firm = found.payment.entitlement
    facts = [
        Fact(_("企业"), firm.name),
        Fact(_("政策"), words.policy_title(found.payment.run)),
        Fact(_("要求退回"), money(found.demanded_fen)),
        Fact(_("已退款"), money(found.repaid_fen)),
        Fact(_("已抵扣"), money(found.offset_fen)),
        Fact(_("还差"), money(open_fen(found))),
    ]
    return {
        "row": found,
        "case": found.case,
        "state": state_name(found.case),
        "tone": _tone(found),
        "facts": facts,
        "promises": promises_of([found.case], at=timezone.now()),
        "groups": _groups(found, bound),
        "events": words.events_of([found.payment_id]),
        "trail": [Link(_("追回"), reverse("benefit_recoveries"))],
    }


def _groups(
    found: Recovery, bound: tuple[str, forms.Form] | None
) -> list[tuple[str, str, forms.Form, str]]:
    if found.case.closed_at:
        return []
    acts = [act for act in ACTS if act != "set-off" or _following(found) is not None]
    return [
        (act, str(ACTS[act][0]()), bound[1] if bound and bound[0] == act
         else ACTS[act][1](prefix=act), "stop" if act == "drop" else "")
        for act in acts
    ]  # fmt: skip


def _following(found: Recovery) -> Payment | None:
    """The firm's next payment that is not at the bank yet."""
    rows = Payment.objects.filter(
        place=found.payment.place, credit_code=found.payment.credit_code,
        state__in=SET_OFF.sources,
    )  # fmt: skip
    return rows.exclude(pk=found.payment_id).select_related("budget", "run").first()


def _repaid(found: Recovery, kept: Mapping[str, str], user: User, at: datetime) -> None:
    fen = fen_of(kept["amount"])
    note_repayment(found, fen, reference=kept["reference"], by=By(user, at))


def _set_off(found: Recovery, kept: Mapping[str, str], user: User, at: datetime) -> None:
    following = _following(found)
    if following is None:
        raise PaymentMissing
    set_off(found, following, fen_of(kept["amount"]), by=By(user, at))


def _drop(found: Recovery, kept: Mapping[str, str], user: User, at: datetime) -> None:
    drop(found, reason=kept["reason"], user=user, at=at)


ACTS: Mapping[str, tuple[Callable[[], str], type[forms.Form], Act]] = {
    "repaid": (lambda: _("登记退款"), RepaidForm, _repaid),
    "set-off": (lambda: _("从下一笔抵扣"), SetOffForm, _set_off),
    "drop": (lambda: _("撤销追回"), WhyForm, _drop),
}


def _tone(row: Recovery) -> str:
    if row.case.closed_at:
        return "kept" if row.case.state == "settled" else "pause"
    return "broken" if row.due_on < timezone.localdate() else "act"
