"""Firms hear that they stand on a list, how much they are due, and until when to object."""

from datetime import datetime

from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.payments.policy import policy_of
from yingshang.city.benefits.runs.changing import DUE, SUBJECT
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.notices.telling import tell
from yingshang.core.notices.types import Recipient, Telling

BATCH = 10_000


def tell_listed(run: Run, *, at: datetime) -> None:
    """A notice to each firm on the list that the platform knows."""
    policy = policy_of(run)
    title = {"zh": policy.title, "en": policy.title_en}
    office = {"zh": run.case.office.name, "en": run.case.office.name_en}
    rows = Entitlement.objects.filter(run=run, state__in=DUE, party__isnull=False)
    part: list[Telling] = []
    for pk, party_id, fen in rows.values_list("pk", "party_id", "amount_fen").iterator(BATCH):
        data = {"title": title, "office": office, "amount": yuan(fen), "number": run.case.number}
        part.append(Telling(run.place, "benefit_listed", SUBJECT, pk, [Recipient(party_id)], data))
        if len(part) == BATCH:
            tell(part, at=at)
            part = []
    tell(part, at=at)
