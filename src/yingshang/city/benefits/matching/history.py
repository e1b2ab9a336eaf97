"""What a firm had of which policy, and what it has applied for: one read each."""

from django.db.models import F, Sum

from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.payments.models import Payment


def had_fen(place: str, credit_code: str) -> dict[tuple[str, str], int]:
    """What was paid or is on its way, less what came back, by policy and period. *Units*: fen."""
    rows = Payment.objects.filter(place=place, credit_code=credit_code)
    rows = rows.exclude(state=Payment.State.CANCELLED)
    summed = rows.values("policy", "period").annotate(fen=Sum(F("amount_fen") - F("recovered_fen")))
    return {(row["policy"], row["period"]): row["fen"] for row in summed.order_by()}


def applications_of(place: str, credit_code: str) -> dict[tuple[str, str], Application]:
    """The newest application of the firm for each policy and period, with its case."""
    rows = Application.objects.filter(place=place, credit_code=credit_code)
    newest = rows.select_related("case", "entitlement").order_by("case__opened_at")
    return {(row.policy, row.period): row for row in newest}
