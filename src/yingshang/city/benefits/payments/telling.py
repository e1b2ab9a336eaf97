"""Firms hear of what is paid to them, and of what is asked back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yingshang.city.benefits.payments.lifecycle import SUBJECT
from yingshang.city.benefits.payments.models import Batch, Payment, Recovery
from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.payments.policy import policy_of
from yingshang.core.notices.telling import tell
from yingshang.core.notices.types import Recipient, Telling


def tell_paid(batch: Batch, payment_ids: Sequence[UUID], *, at: datetime) -> None:
    """A notice to each firm that the platform knows; the money does not wait for that."""
    policy = policy_of(batch.run)
    title = {"zh": policy.title, "en": policy.title_en}
    rows = Payment.objects.filter(pk__in=payment_ids, party__isnull=False)
    tell(
        [
            Telling(batch.place, "benefit_paid", SUBJECT, pk, [Recipient(party_id)],
                    {"title": title, "amount": yuan(fen - withheld), "number": batch.number})
            for pk, party_id, fen, withheld in rows.values_list(
                "pk", "party_id", "amount_fen", "withheld_fen"
            )
        ],
        at=at,
    )  # fmt: skip


def tell_demanded(recovery: Recovery, *, at: datetime) -> None:
    """What is asked back, why, and by when."""
    case, policy = recovery.case, policy_of(recovery.payment.run)
    data = {
        "title": {"zh": policy.title, "en": policy.title_en},
        "number": case.number, "amount": yuan(recovery.demanded_fen),
        "due": recovery.due_on.isoformat(), "reason": recovery.reason,
    }  # fmt: skip
    row = Telling(case.place, "benefit_demanded", case.kind, case.pk,
                  [Recipient(case.party_id)], data)  # fmt: skip
    tell([row], at=at)
