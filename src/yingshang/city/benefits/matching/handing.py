"""Granted applications on their way into a run: which wait, handed over once, free again.

From the grant on, the office promises to list the firm in a run; the promise is met when it does.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from yingshang.city.benefits.matching.lifecycle import APPLICATION, INCLUDE, INCLUSION
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.runs.models import Entitlement
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments import services as commitments
from yingshang.core.commitments.types import Start
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.statements import uuids
from yingshang.worktime.zone import local

_HAND = """
UPDATE benefits_application a SET entitlement_id = h.entitlement
FROM unnest(%s::uuid[], %s::uuid[]) AS h(application, entitlement)
WHERE a.case_id = h.application AND a.entitlement_id IS NULL AND a.granted_fen > 0"""


def waiting(place: str, policy: str, period: str | None = None) -> QuerySet[Application]:
    """Granted applications with an amount that no entitlement stands for, the oldest first.

    Of all periods unless one is named.
    """
    rows = Application.objects.filter(place=place, policy=policy)
    rows = rows if period is None else rows.filter(period=period)
    due = rows.filter(case__state="granted", granted_fen__gt=0, entitlement__isnull=True)
    return due.select_related("case__party").order_by("case__opened_at", "pk")


def waiting_counts(place: str) -> dict[tuple[str, str], int]:
    """How many granted applications wait to be paid, by policy and period. One SQL statement."""
    rows = Application.objects.filter(
        place=place, case__state="granted", granted_fen__gt=0, entitlement__isnull=True
    )
    counted = rows.values_list("policy", "period").order_by("policy", "period")
    return {(policy, period): n for policy, period, n in counted.annotate(n=Count("pk"))}


def promise(rows: Sequence[Application], *, at: datetime) -> None:
    """Promise to list them in a run by a day; those without an amount are not paid.

    In the caller's transaction. Errors: `ParameterMissing`.
    """
    due = [row for row in rows if row.granted_fen]
    if not due:
        return
    budget = parameter(due[0].place, INCLUSION, on=local(at, field="at").date()).budget
    commitments.start([
        Start(row.pk, row.place, row.case.office_id, row.case.party_id, INCLUDE, budget, at)
        for row in due
    ])  # fmt: skip


def hand_over(
    place: str, entitlements: Mapping[UUID, UUID], *, run: UUID, actor: Actor, at: datetime
) -> None:
    """Note that applications are paid from entitlements, by application; all of them, and once.

    In the caller's transaction, together with the entitlements. Errors: RuntimeError where one was
    handed over meanwhile: the caller holds them locked.
    """
    if not entitlements:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HAND, [uuids(entitlements), uuids(entitlements.values())])
        if cursor.rowcount != len(entitlements):
            raise RuntimeError(f"{len(entitlements) - cursor.rowcount} were handed over before")
    commitments.end(((pk, INCLUDE, at) for pk in entitlements), met=True)
    record(
        [Act(place, APPLICATION.kind, pk, actor, at, f"{APPLICATION.kind}.hand",
             {"run": str(run), "entitlement": str(entitlement)})
         for pk, entitlement in entitlements.items()],
        with_ids=False,
    )  # fmt: skip


def set_free(
    run_id: UUID, *, actor: Actor, at: datetime, states: Collection[str] = Entitlement.State.values
) -> int:
    """Let the applications behind a run's rows in these states wait for another; how many.

    In the caller's transaction, the run's case locked.
    """
    held = Application.objects.select_for_update(of=("self",)).select_related("case")
    rows = list(held.filter(entitlement__run=run_id, entitlement__state__in=states))
    Application.objects.filter(pk__in=[row.pk for row in rows]).update(entitlement=None)
    promise(rows, at=at)
    record(
        [Act(row.place, APPLICATION.kind, row.pk, actor, at, f"{APPLICATION.kind}.free",
             {"run": str(run_id)}) for row in rows],
        with_ids=False,
    )  # fmt: skip
    return len(rows)
