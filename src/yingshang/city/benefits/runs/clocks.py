"""The promises of runs: their budgets are parameters of the place, so they are started here."""

from datetime import datetime

from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments import services as commitments
from yingshang.core.commitments.types import Start
from yingshang.core.models import Case, Commitment
from yingshang.worktime import Budget
from yingshang.worktime.zone import local

EVALUATION, REVIEW = "benefit_evaluation", "benefit_review"
FUND_CHECK, RELEASE = "benefit_fund_check", "benefit_release"


def budget(place: str, code: str, *, at: datetime) -> Budget:
    """A parameter of the place as a time limit. Errors: `ParameterMissing`."""
    return parameter(place, code, on=local(at, field="at").date()).budget


def begin(case: Case, clock: str, code: str, *, at: datetime) -> datetime:
    """Start a clock of a case by a parameter; answers the due date. Errors: `ParameterMissing`."""
    limit = budget(case.place, code, at=at)
    start = Start(case.pk, case.place, case.office_id, case.party_id, clock, limit, at)
    (due,) = commitments.start([start])
    return due


def due_of(case: Case, clock: str) -> datetime | None:
    """When the newest promise of that clock is or was due."""
    rows = Commitment.objects.filter(case=case, clock=clock, cancelled_at__isnull=True)
    return rows.order_by("-started_at").values_list("due_at", flat=True).first()
