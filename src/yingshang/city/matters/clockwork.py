"""What the clock does and no person: silence accepts, and who is due soon or late is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.papers.issuing import papers_of_steps
from yingshang.city.matters.progress import go_on, lock_bundles
from yingshang.core.access.models import Post
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.telling import day_text
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case, Commitment, Notice
from yingshang.core.notices.services import Recipient, Telling, tell

BATCH = 500
SOON = timedelta(hours=24)


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
        moved = advance(moves, all_or_nothing=False).moved
        papers_of_steps(moved, actor=CLOCK, at=at)
        accepted = Case.objects.filter(pk__in=[row.case_id for row in moved])
        go_on({case.parent_id for case in accepted if case.parent_id is not None}, at=at)
    return len(moved)


def remind(*, at: datetime, limit: int = BATCH) -> int:
    """Tell the people at the desk, once each, of promises due within a day and of broken ones."""
    with transaction.atomic():
        running = Commitment.objects.filter(
            met_at__isnull=True,
            cancelled_at__isnull=True,
            clock__in=["promised", "statutory"],
            case__kind="matter",
        ).select_related("case__item")
        soon = running.filter(due_at__gt=at, due_at__lte=at + SOON)
        late = running.filter(due_at__lte=at)
        return _tell("due_soon", soon, at, limit) + _tell("overdue", late, at, limit)


def _unanswered(at: datetime):  # type: ignore[no-untyped-def]  # a queryset of commitments
    return Commitment.objects.filter(
        clock="intake",
        met_at__isnull=True,
        cancelled_at__isnull=True,
        due_at__lt=at,
        case__state="received",
    ).order_by("due_at")


def _tell(template: str, rows, at: datetime, limit: int) -> int:  # type: ignore[no-untyped-def]  # a queryset
    told = Notice.objects.filter(template=template, subject_kind="commitment").values("subject_id")
    fresh: Sequence[Commitment] = list(rows.exclude(pk__in=told).order_by("due_at")[:limit])
    staff = _staff({m.office_id for m in fresh})
    tellings = [
        Telling(
            m.place,
            template,
            "commitment",
            m.pk,
            [Recipient(user) for user in staff.get(m.office_id, ())],
            {"number": m.case.number, "title": m.case.title, "due": day_text(m.due_at)},
        )
        for m in fresh
    ]
    if tellings:
        tell(tellings, at=at)
    return len(tellings)


def _staff(offices: set[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    posts = Post.objects.filter(office_id__in=offices, valid_until__isnull=True)
    for office, user in posts.values_list("office_id", "user_id").distinct():
        found.setdefault(office, []).append(user)
    return found
