"""Special procedures that run beyond the end they were announced with are told, once each."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.access.models import Post
from yingshang.core.cases.telling import day_text
from yingshang.core.models import Notice, Suspension
from yingshang.core.notices.services import Recipient, Telling, tell

BATCH = 500
OVER = "suspension_over"


def flag_procedures(*, at: datetime, limit: int = BATCH) -> int:
    """Tell the offices of procedures whose announced end has passed; answers how many.

    The clock stays stopped until somebody resumes it: that it does is what is flagged.
    *Source*: Administrative Licensing Law Art. 45 (the time needed is told in writing).
    """
    with transaction.atomic():
        told = Notice.objects.filter(template=OVER, subject_kind="suspension")
        over = Suspension.objects.filter(ends_at__isnull=True, expected_end_at__lt=at)
        fresh = list(
            over.exclude(pk__in=told.values("subject_id"))
            .select_related("case")
            .order_by("expected_end_at")[:limit]
        )
        staff = _staff({s.case.office_id for s in fresh})
        tellings = [_telling(s, staff.get(s.case.office_id, [])) for s in fresh]
        if tellings:
            tell(tellings, at=at)
    return len(tellings)


def _telling(suspension: Suspension, staff: list[UUID]) -> Telling:
    case, end = suspension.case, suspension.expected_end_at or suspension.starts_at
    data = {"number": case.number, "title": case.title, "due": day_text(end)}
    who = [Recipient(user) for user in staff]
    return Telling(case.place, OVER, "suspension", suspension.pk, who, data)


def _staff(offices: set[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    posts = Post.objects.filter(office_id__in=offices, valid_until__isnull=True)
    for office, user in posts.values_list("office_id", "user_id").distinct():
        found.setdefault(office, []).append(user)
    return found
