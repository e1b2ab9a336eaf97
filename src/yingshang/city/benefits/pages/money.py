"""The paying office's desk: funds, files and receipts, what did not arrive, claw-backs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yingshang.city.benefits.pages import money_words as words
from yingshang.city.benefits.pages.money_forms import DemandForm, ReceiptForm, RetryForm, WhyForm
from yingshang.city.benefits.pages.own_payments import why
from yingshang.city.benefits.pages.run_acts import is_done, reader
from yingshang.city.benefits.pages.run_words import money
from yingshang.city.benefits.payments.doors import (
    batches_for,
    budgets_for,
    get_payment_for,
    payments_for,
)
from yingshang.city.benefits.payments.lifecycle import CANCEL, RETRY
from yingshang.city.benefits.payments.models import Budget, Payment
from yingshang.city.benefits.payments.money import fen_of
from yingshang.city.benefits.payments.payees import NewAccount
from yingshang.city.benefits.payments.releasing import refuse_no_payer
from yingshang.city.benefits.payments.services import (
    cancel,
    demand,
    receive,
    release_retried,
    retry,
)
from yingshang.city.benefits.payments.tasks import begin
from yingshang.city.benefits.runs.models import Run
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.models import User
from yingshang.core.accounts.models import Posting
from yingshang.core.catalogue.places import place_code
from yingshang.core.ledger.acts import Actor
from yingshang.ui.components import Link, NavItem
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

S = Payment.State
TROUBLED = (S.FAILED, S.RETURNED, S.RETRIED)
Act = Callable[[Payment, Mapping[str, str], User, datetime], None]


def tabs(here: str) -> list[NavItem]:
    """The four views of the money."""
    views = (
        ("benefit_money", _("资金")), ("benefit_batches", _("文件和回执")),
        ("benefit_troubled", _("没有到账的")), ("benefit_recoveries", _("追回")),
    )  # fmt: skip
    return [NavItem(label, reverse(name), name == here) for name, label in views]


@staff_required
@never_cache
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """The funds that the reader's office pays from, and what is left of each."""
    found = budgets_for(request.user, at=timezone.now())
    rows = [(budget, reverse("benefit_fund", args=[budget.pk]), words.sums_of(budget))
            for budget in found]  # fmt: skip
    context = {"rows": rows, "tabs": tabs("benefit_money")}
    return render(request, "benefits/money_funds.html", context)


@staff_required
@never_cache
@require_safe
def fund(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """One fund with its postings, the newest first."""
    budget = budgets_for(request.user, at=timezone.now()).filter(pk=budget_id).first()
    if budget is None:
        raise Http404
    page = page_of(request, _postings(budget))
    names = _accounts(budget)
    rows = [(names.get(p.source_id, ""), names.get(p.target_id, ""), money(p.amount), p.at)
            for p in page.object_list]  # fmt: skip
    context = {
        "budget": budget, "sums": words.sums_of(budget), "page": page, "rows": rows,
        "trail": [Link(_("资金"), reverse("benefit_money"))],
    }  # fmt: skip
    return render(request, "benefits/money_fund.html", context)


@staff_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """Files that were sent; runs that wait for theirs; a receipt can be handed in."""
    now = timezone.now()
    form = ReceiptForm(request.POST or None, request.FILES or None)
    found = batches_for(request.user, at=now)
    told = ""
    if request.method == "POST" and is_done(form, lambda: _take(form, reader(request), now)):
        told, form = _("回执已入账。"), ReceiptForm()
    page = page_of(request, found.order_by("-made_at"))
    rows = [(b, words.policy_title(b.run), money(b.total_fen), b.lines.filter(outcome="").count())
            for b in page.object_list]  # fmt: skip
    context = {
        "page": page, "rows": rows, "form": form, "told": told, "waiting": _waiting(request, now),
        "tabs": tabs("benefit_batches"),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "benefits/money_batches.html", context, status=status)


@staff_required
@never_cache
@require_POST
def make(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Have the worker make the files of a run."""
    now, user = timezone.now(), reader(request)
    row = payments_for(user, at=now).filter(run=run_id, state=S.RELEASED).first()
    if row is None:
        raise Http404
    refuse_no_payer(row.run, user, at=now)
    begin(row.run, user.pk)
    return HttpResponseRedirect(f"{reverse('benefit_batches')}?made=1")


@staff_required
@never_cache
@require_safe
def troubled(request: HttpRequest) -> HttpResponse:
    """What failed or came back, and what was mended and waits for another person."""
    now = timezone.now()
    found = payments_for(request.user, at=now).filter(state__in=TROUBLED).order_by("changed_at")
    page = page_of(request, found)
    rows = [_row(payment) for payment in page.object_list]
    runs = Run.objects.filter(pk__in=found.filter(state=S.RETRIED).values("run_id"))
    mended = [(run, words.policy_title(run)) for run in runs.select_related("item", "case")]
    context = {"page": page, "rows": rows, "mended": mended, "tabs": tabs("benefit_troubled")}
    return render(request, "benefits/money_troubled.html", context)


@staff_required
@never_cache
@require_POST
def release_mended(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Release what a colleague had mended, and have its file made."""
    now, user = timezone.now(), reader(request)
    row = payments_for(user, at=now).filter(run=run_id, state=S.RETRIED).first()
    if row is None:
        raise Http404
    release_retried(row.run, user=user, at=now)
    begin(row.run, user.pk)
    return HttpResponseRedirect(reverse("benefit_troubled"))


@staff_required
@never_cache
@require_safe
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment: what it is, why, what happened, and what can be done."""
    found = get_payment_for(request.user, payment_id, at=timezone.now())
    return render(request, "benefits/money_payment.html", _context(found))


@staff_required
@never_cache
@require_POST
def payment_act(request: HttpRequest, payment_id: UUID, act: str) -> HttpResponse:
    """Retry, cancel, or ask back."""
    now, user = timezone.now(), reader(request)
    found = get_payment_for(user, payment_id, at=now)
    if act not in ACTS:
        raise Http404
    made, call = ACTS[act]
    form = made(request.POST, prefix=act)
    if is_done(form, lambda: call(found, form.cleaned_data, user, now)):
        return HttpResponseRedirect(reverse("benefit_payment", args=[payment_id]))
    context = _context(found, bound=(act, form))
    return render(request, "benefits/money_payment.html", context, status=422)


def _context(found: Payment, *, bound: tuple[str, forms.Form] | None = None) -> dict[str, object]:
    return {
        "row": found,
        "state": found.get_state_display(),
        "tone": words.tone_of(found),
        "sum": money(found.amount_fen),
        "facts": words.facts_of(found),
        "why": why(found),
        "groups": _groups(found, bound),
        "events": words.events_of([found.pk]),
        "trail": [Link(_("没有到账的"), reverse("benefit_troubled"))],
    }


def _groups(
    found: Payment, bound: tuple[str, forms.Form] | None
) -> list[tuple[str, str, forms.Form, str]]:
    offered = (
        ("retry", _("更正后重付"), found.state in RETRY.sources, ""),
        ("cancel", _("取消这笔拨付"), found.state in CANCEL.sources, "stop"),
        ("demand", _("追回"), found.state == S.PAID, "stop"),
    )
    return [
        (act, title, bound[1] if bound and bound[0] == act else ACTS[act][0](prefix=act), kind)
        for act, title, is_offered, kind in offered
        if is_offered
    ]


def _retry(found: Payment, kept: Mapping[str, str], user: User, at: datetime) -> None:
    named = (kept["holder"], kept["bank"], kept["number"])
    account = NewAccount(*named) if any(named) else None
    retry(found, account, reason=kept["reason"], user=user, at=at)


def _cancel(found: Payment, kept: Mapping[str, str], user: User, at: datetime) -> None:
    cancel(found, reason=kept["reason"], user=user, at=at)


def _demand(found: Payment, kept: Mapping[str, str], user: User, at: datetime) -> None:
    demand(found, fen_of(kept["amount"]), reason=kept["reason"], user=user, at=at)


ACTS: Mapping[str, tuple[type[forms.Form], Act]] = {
    "retry": (RetryForm, _retry),
    "cancel": (WhyForm, _cancel),
    "demand": (DemandForm, _demand),
}


def _take(form: ReceiptForm, user: User, at: datetime) -> object:
    """The receipt, for a file of the user's own office only."""
    sent = form.cleaned_data["receipt"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "receipt"
        with path.open("wb") as file:
            file.writelines(sent.chunks())
        mine = batches_for(user, at=at)
        return receive(path, place_code(), Actor.user(user.pk), at, name=sent.name, among=mine)


def _waiting(request: HttpRequest, at: datetime) -> list[tuple[Run, str, int]]:
    """Runs whose payments are released and in no file yet."""
    rows = payments_for(request.user, at=at).filter(state=S.RELEASED)
    runs = Run.objects.filter(pk__in=rows.values("run_id")).select_related("item", "case")
    return [(run, words.policy_title(run), rows.filter(run=run).count()) for run in runs]


def _row(payment: Payment) -> tuple[Payment, str, str, str, str]:
    url = reverse("benefit_payment", args=[payment.pk])
    state, tone = payment.get_state_display(), words.tone_of(payment)
    return payment, url, state, tone, money(payment.amount_fen)


def _postings(budget: Budget) -> QuerySet[Posting]:
    ids = list(_accounts(budget))
    rows = Posting.objects.filter(source_id__in=ids)
    return rows.order_by("-at", "-pk")


def _accounts(budget: Budget) -> dict[UUID, str]:
    return {
        budget.granted_id: _("拨入"), budget.available_id: _("可用"),
        budget.transit_id: _("在途"), budget.paid_id: _("已付"), budget.recovered_id: _("已追回"),
    }  # fmt: skip
