"""What the clock does and no person: silence accepts. Warnings before a breach: `core.watch`."""

from datetime import datetime

from django.db import transaction

from yingshang.city.matters.papers.issuing import advance_on_paper
from yingshang.city.matters.progress import go_on, lock_bundles
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case, Commitment

BATCH = 500


def deem_accepted(*, at: datetime, limit: int = BATCH) -> int:
    """Accept what nobody answered in time, as of the day of receipt; answers how many.

    Promises are not locked here: an officer who answers holds the case first, then its promises,
    and the judge refuses whichever of the two comes second.

    *Source*: Administrative Licensing Law Art. 32(4); other services by their own list only.
    """
    with transaction.atomic():
        silent = list(_unanswered(at)[:limit])
        if not silent:
            return 0
        lock_bundles([m.case_id for m in silent])
        moves = [
            Move(m.case_id, "deem_accepted", CLOCK, at, counts_from=m.started_at) for m in silent
        ]
        moved = advance_on_paper(moves, all_or_nothing=False).moved
        accepted = Case.objects.filter(pk__in=[row.case_id for row in moved])
        go_on({case.parent_id for case in accepted if case.parent_id is not None}, at=at)
    return len(moved)


def _unanswered(at: datetime):  # type: ignore[no-untyped-def]  # a queryset of commitments
    return Commitment.objects.filter(
        clock="intake",
        met_at__isnull=True,
        cancelled_at__isnull=True,
        due_at__lt=at,
        case__state="received",
    ).order_by("due_at")
