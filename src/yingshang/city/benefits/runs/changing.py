"""One firm's row of a list changes state, with its entry; what the run is due follows."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Sum

from yingshang.city.benefits.runs.errors import FirmMissing, NotOnTheList, ReasonMissing
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

SUBJECT = "benefit_entitlement"
LONGEST = 300
State = Entitlement.State
DUE = (State.CANDIDATE, State.PAYABLE)
"""States in which a firm is to be paid."""


def change(
    run: Run,
    credit_code: str,
    target: State,
    *,
    sources: Collection[State],
    reason: str,
    actor: Actor,
    at: datetime,
    step: str,
) -> Entitlement:
    """Move a firm's row; in the caller's transaction, its case locked.

    Errors: `FirmMissing`, `NotOnTheList`.
    """
    rows = Entitlement.objects.select_for_update().filter(run=run, credit_code=credit_code)
    row = rows.first()
    if row is None:
        raise FirmMissing(field="credit_code")
    if row.state not in sources:
        raise NotOnTheList(state=row.get_state_display())
    was_due, is_due = row.state in DUE, target in DUE
    row.state, row.reason = target, reason
    row.save(update_fields=["state", "reason"])
    data = {"run": str(run.pk), "credit_code": credit_code, "to": target.value,
            "fen": row.amount_fen, "reason": reason}  # fmt: skip
    record([Act(run.place, SUBJECT, row.pk, actor, at, f"{SUBJECT}.{step}", data)])
    if was_due != is_due:
        more = row.amount_fen if is_due else -row.amount_fen
        Run.objects.filter(pk=run.pk).update(total_fen=F("total_fen") + more)
    return row


def checked_reason(text: str, *, most: int = LONGEST) -> str:
    """The words of a reason. Errors: `ReasonMissing`."""
    said = " ".join(text.split())
    if not 0 < len(said) <= most:
        raise ReasonMissing(field="reason", most=most)
    return said


def due_of(run: Run) -> tuple[int, int]:
    """How many firms are to be paid by the run, and how much. *Units*: fen."""
    rows = Entitlement.objects.filter(run=run, state__in=DUE)
    return rows.count(), rows.aggregate(fen=Sum("amount_fen"))["fen"] or 0
