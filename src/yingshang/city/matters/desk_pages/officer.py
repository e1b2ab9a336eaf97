"""Who is at the desk, and the door to a case from there."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from yingshang.city.matters.lifecycle import BUNDLE, ERRAND, MATTER
from yingshang.core.access.decorators import StaffOnly
from yingshang.core.access.doors import CaseMissing, served_cases
from yingshang.core.access.models import User
from yingshang.core.models import Case

KINDS = (MATTER.kind, ERRAND.kind, BUNDLE.kind)
"""The kinds of cases with a page at this desk; others, such as follow-ups, have their own."""


def officer(request: HttpRequest) -> User:
    """The log-in at the desk. Errors: `StaffOnly`."""
    if not isinstance(request.user, User):
        raise StaffOnly
    return request.user


def case_at_desk(user: User, case_id: UUID, *, at: datetime) -> Case:
    """The case, if one of the user's posts has it. Errors: `CaseMissing`."""
    rows = served_cases(user, at=at).select_related(
        "item", "office", "party", "handler", "parent__item"
    )
    case = rows.filter(pk=case_id, kind__in=KINDS).first()
    if case is None:
        raise CaseMissing
    return case
