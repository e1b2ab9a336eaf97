"""我的拨付: what a firm was paid, why so much, and the entries that prove it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yingshang.city.benefits.pages import money_words as words
from yingshang.city.benefits.pages.run_words import language, money
from yingshang.city.benefits.payments.doors import get_own_payment, own_payments
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.runs.errors import FirmMissing, RuleLost
from yingshang.city.benefits.runs.queries import explained
from yingshang.core.access.decorators import signed_in
from yingshang.core.facts.errors import SnapshotDamaged
from yingshang.ui.components import Link
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of


@signed_in
@never_cache
@require_safe
def my_payments(request: HttpRequest) -> HttpResponse:
    """The payments to the firms that the reader acts for, the newest first."""
    page = page_of(request, own_payments(request.user, at=timezone.now()))
    rows = [
        (row, reverse("benefit_my_payment", args=[row.pk]), words.policy_title(row.run),
         row.get_state_display(), words.tone_of(row), money(row.amount_fen))
        for row in page.object_list
    ]  # fmt: skip
    return render(request, "benefits/money_mine.html", {"page": page, "rows": rows})


@signed_in
@never_cache
@require_safe
def my_payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment: what it is, why it is so much, and what happened, entry by entry."""
    row = get_own_payment(request.user, payment_id, at=timezone.now())
    context = {
        "row": row,
        "title": words.policy_title(row.run),
        "state": row.get_state_display(),
        "tone": words.tone_of(row),
        "sum": money(row.amount_fen),
        "facts": words.facts_of(row),
        "why": why(row),
        "model": row.run.model_hash,
        "events": words.events_of([row.pk]),
        "trail": [Link(_("我的拨付"), reverse("benefit_my_payments"))],
    }
    return render(request, "benefits/money_my_payment.html", context)


def why(row: Payment) -> list[str]:
    """What the rule said of the firm, reckoned again from the frozen data; empty where they went.

    *Errors*: none; a payment is shown even when its snapshots are gone.
    """
    try:
        told = explained(row.run, row.credit_code).answer
    except (FirmMissing, SnapshotDamaged, RuleLost):
        return []
    key = "en" if language().startswith("en") else "zh"
    parts = [part for part in (told.reasons, told.reckoned) if part is not None]
    lines = [line for part in parts for line in part.text(key).splitlines()]
    return list(dict.fromkeys(lines))
