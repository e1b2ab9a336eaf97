"""The promises of reported matters: their budgets are parameters, so they are started here."""

from collections.abc import Sequence
from datetime import datetime

from yingshang.core.commitments import services as commitments
from yingshang.core.commitments.types import Start
from yingshang.core.models import Case, Commitment
from yingshang.worktime import Budget


def begin(cases: Sequence[Case], clock: str, budget: Budget, *, at: datetime) -> list[datetime]:
    """Start a clock of each case from `at`; answers the due dates."""
    return commitments.start(
        [Start(c.pk, c.place, c.office_id, c.party_id, clock, budget, at) for c in cases]
    )


def running(case: Case) -> Commitment | None:
    """The promise of a case that runs now, the one due last."""
    rows = Commitment.objects.filter(case=case, met_at__isnull=True, cancelled_at__isnull=True)
    return rows.order_by("-due_at").first()
