"""Reads of payments: what was paid before, how a run stands, what a firm and an office may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from yingshang.city.benefits.payments.models import Payment, Recovery
from yingshang.city.benefits.runs.models import Run

S = Payment.State

PAID_BEFORE = """
SELECT credit_code, sum(amount_fen - recovered_fen)::bigint AS before_fen FROM benefits_payment
WHERE place = %(place)s AND policy = %(policy)s AND period = %(period)s AND state <> 'cancelled'
GROUP BY credit_code"""
"""A relation for set-based use: credit_code, before_fen (settled and under way, less recovered)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many payments are in a state, and how much. *Units*: fen."""

    count: int
    fen: int


def paid_before(place: str, policy: str, period: str) -> dict[str, int]:
    """What each firm has had of a policy in a period, or is on its way: by credit code, in fen."""
    rows = Payment.objects.filter(place=place, policy=policy, period=period)
    found = rows.exclude(state=S.CANCELLED).values("credit_code")
    summed = found.annotate(fen=Sum(F("amount_fen") - F("recovered_fen")))
    return {row["credit_code"]: row["fen"] for row in summed.order_by()}


def standing_of(run: Run | UUID) -> Mapping[str, Standing]:
    """The payments of a run by state. One SQL statement."""
    rows = Payment.objects.filter(run=run).values_list("state").order_by("state")
    counted = rows.annotate(n=Count("pk"), fen=Sum("amount_fen"))
    return {state: Standing(n, fen) for state, n, fen in counted}


def recoveries_of(place: str) -> QuerySet[Recovery]:
    """The claw-backs of a place with their cases and payments, the newest first."""
    rows = Recovery.objects.filter(case__place=place)
    return rows.select_related("case", "payment__entitlement").order_by("-case__opened_at")
