"""Who finds a reported matter and an office's task: missing and hidden answer alike."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yingshang.city.requests.lifecycle import DESK_ROLES, TASK, UNRESOLVED
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.models import Case

_SHOWN = ("item", "office", "party", "handler")


def reported_to(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The reported matters of the desks at which the user serves; nobody else's."""
    desks = posts_of(user, at=at).filter(role__in=DESK_ROLES).values("office_id")
    cases = Case.objects.filter(kind=UNRESOLVED.kind, office_id__in=desks)
    return cases.select_related(*_SHOWN)


def reported_by(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The matters that the user reported, or may see for a client."""
    cases = visible_cases(user, at=at).filter(kind=UNRESOLVED.kind)
    desks = posts_of(user, at=at).filter(role__in=DESK_ROLES).values("office_id")
    return cases.exclude(office_id__in=desks).select_related(*_SHOWN)


def tasks_of(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The tasks that the user may see at a post: those of her office, or of the place."""
    posts = list(posts_of(user, at=at))
    if not posts:
        return Case.objects.none()
    cases = visible_cases(user, at=at).filter(kind=TASK.kind)
    return cases.select_related(*_SHOWN, "parent", "office_task")


def get_reported_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """A matter at the user's desk. Errors: `CaseMissing`."""
    return _one(reported_to(user, at=at), case_id)


def get_own_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """A matter that the user reported. Errors: `CaseMissing`."""
    return _one(reported_by(user, at=at), case_id)


def get_task_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """A task that the user may see. Errors: `CaseMissing`."""
    return _one(tasks_of(user, at=at), case_id)


def _one(cases: QuerySet[Case], case_id: UUID) -> Case:
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case
