"""Who may see a file across regions: the party, and whoever serves its case in this place."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yingshang.city.matters.crossregion.errors import CrossFileMissing
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.core.access.doors import served_cases, visible_cases
from yingshang.core.models import User

RECEIVER = CrossFile.Role.RECEIVER


def own_files(user: User, *, at: datetime) -> QuerySet[CrossFile]:
    """The files of the reader and of those she acts for, newest first; on the receiving side."""
    if user.person_id is None:
        return CrossFile.objects.none()
    cases = visible_cases(user, at=at).exclude(pk__in=served_cases(user, at=at).values("pk"))
    rows = _files().filter(role=RECEIVER, case__in=cases.values("pk"))
    return rows.order_by("-handed_in_at", "-pk")


def own_file(user: User, case_id: UUID, *, at: datetime) -> CrossFile:
    """One of them. Errors: `CrossFileMissing`, for hidden and missing."""
    file = own_files(user, at=at).filter(case_id=case_id).first()
    if file is None:
        raise CrossFileMissing
    return file


def served_files(user: User, *, at: datetime) -> QuerySet[CrossFile]:
    """The files whose cases the user's posts have, open ones first, newest first."""
    rows = _files().filter(case__in=served_cases(user, at=at).values("pk"))
    return rows.order_by("case__closed_at", "-handed_in_at", "-pk")


def served_file(user: User, case_id: UUID, *, at: datetime) -> CrossFile:
    """One of them. Errors: `CrossFileMissing`, for hidden and missing."""
    file = served_files(user, at=at).filter(case_id=case_id).first()
    if file is None:
        raise CrossFileMissing
    return file


def _files() -> QuerySet[CrossFile]:
    return CrossFile.objects.select_related("offer", "case__item", "case__office", "case__party")
