"""A firm gives up what it is due (放弃), by whoever may act for it, before the money is ordered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.benefits.runs.changing import State, change
from yingshang.city.benefits.runs.errors import FirmMissing, NotOnTheList
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.models import User
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case

OPEN = frozenset({"listed", "reviewed", "notice", "settled"})


def waive(entitlement_id: UUID, *, user: User, at: datetime, reason: str = "") -> Entitlement:
    """The firm does not want it. Errors: `FirmMissing`, `NotOnTheList`."""
    rows = Entitlement.objects.select_related("party", "run__case")
    row = rows.filter(pk=entitlement_id, party__isnull=False).first()
    if row is None or row.party is None:
        raise FirmMissing
    if not may_act_for(user, row.party, item_code=row.run.policy, at=at):
        raise FirmMissing
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=row.run_id)
        if case.state not in OPEN:
            raise NotOnTheList(state=_order_name(case))
        return change(
            Run.objects.get(pk=row.run_id), row.credit_code, State.WAIVED,
            sources=(State.CANDIDATE,), reason=" ".join(reason.split())[:300],
            actor=Actor.user(user.pk), at=at, step="waive",
        )  # fmt: skip


def _order_name(case: Case) -> str:
    return lifecycle_of(case.kind).state(case.state).zh
