"""What the clock does: a promised permit that is not there in time is flagged as a risk."""

from datetime import datetime

from django.db import transaction

from yingshang.city.matters.permits.lifecycle import KIND, RUNNING
from yingshang.city.matters.permits.lists import permit_of
from yingshang.city.matters.permits.rules import is_at_risk
from yingshang.city.matters.permits.telling import TELLER
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.models import Commitment
from yingshang.worktime import Unit

BATCH = 500
REASON = "领照后已 {days} 个工作日，超过内部时限 {allowed} 个工作日"


def flag_risks(*, at: datetime, limit: int = BATCH) -> int:
    """Flag the watches that the rule says are at risk; answers how many.

    Only those whose internal time is over are asked about. *Units*: working days.
    """
    over = Commitment.objects.filter(
        clock="permit",
        due_at__lt=at,
        met_at__isnull=True,
        cancelled_at__isnull=True,
        case__kind=KIND,
        case__state__in=RUNNING,
    )
    with transaction.atomic():
        rows = list(over.select_related("case__item").order_by("due_at")[:limit])
        promised = _promised(rows)
        moves = [move for row in rows if (move := _move(row, promised, at)) is not None]
        return len(advance(moves, all_or_nothing=False).moved) if moves else 0


def _promised(rows: list[Commitment]) -> set[object]:
    signed = Undertaking.objects.filter(
        case_id__in=[row.case_id for row in rows], kind=Kind.PERMIT, state="open"
    )
    return set(signed.values_list("case_id", flat=True))


def _move(row: Commitment, promised: set[object], at: datetime) -> Move | None:
    clock = work_clock(row.place)
    days = int(clock.used(row.started_at, at, Unit.WORKING_DAY))
    way = permit_of(row.case.item).way
    is_promised = row.case_id in promised
    if not is_at_risk(way, is_promised=is_promised, days=days, allowed=row.budget):
        return None
    reason = REASON.format(days=days, allowed=row.budget)
    return Move(row.case_id, "flag", TELLER, at, reason=reason)
