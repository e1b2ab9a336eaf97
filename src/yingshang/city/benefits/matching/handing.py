"""What was granted on application and is not yet in a run: for whoever makes a run of them."""

from uuid import UUID

from django.db.models import QuerySet

from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.runs.models import Entitlement


def waiting(place: str, policy: str, period: str) -> QuerySet[Application]:
    """Granted applications with an amount that no entitlement stands for, the oldest first."""
    rows = Application.objects.filter(place=place, policy=policy, period=period)
    due = rows.filter(case__state="granted", granted_fen__gt=0, entitlement__isnull=True)
    return due.select_related("case__party").order_by("case__opened_at", "pk")


def handed(case_id: UUID, entitlement: Entitlement) -> bool:
    """Note that an application is paid from an entitlement; only the first time, and once.

    In the caller's transaction, together with the entitlement.
    """
    free = Application.objects.filter(pk=case_id, entitlement__isnull=True, granted_fen__gt=0)
    return free.update(entitlement=entitlement) == 1
