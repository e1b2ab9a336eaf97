"""The call-back desk's work: which follow-ups it sees, and the steps it takes."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.lifecycle import Step
from yingshang.core.cases.models import Case
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor
from yingshang.core.ratings.lifecycle import FOLLOWUP, KIND, OUTCOMES
from yingshang.core.ratings.models import Rating

_CLOSING = ("call_back", "unreached")
_AT_DESK = (Role.CALLBACK, Role.SUPERVISOR)


def followups_for(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The follow-ups of the desks at which the user calls back or supervises; nobody else's."""
    desks = {post.office_id for post in posts_of(user, at=at).filter(role__in=_AT_DESK)}
    cases = Case.objects.filter(kind=KIND, office_id__in=desks)
    return cases.select_related("office", "handler", "item")


def get_followup_for(user: Reader, case_id: UUID, *, at: datetime) -> tuple[Case, Rating]:
    """A follow-up and the rating it is about. Errors: `CaseMissing`, for hidden and missing."""
    case = followups_for(user, at=at).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case, rating_behind(case)


def is_at_desk(user: Reader, *, at: datetime) -> bool:
    """Whether the user calls back or supervises anywhere."""
    return posts_of(user, at=at).filter(role__in=_AT_DESK).exists()


def rating_behind(case: Case) -> Rating:
    """The rating that opened the follow-up; who gave it is not in it."""
    return Rating.objects.select_related("office").get(pk=rating_id_of(case))


def rating_id_of(case: Case) -> UUID:
    """The id of the rating that the follow-up's cause names."""
    return UUID(case.cause.removeprefix("rating:"))


def take_followup_step(
    case_id: UUID,
    step: str,
    *,
    user: User,
    at: datetime,
    version: int | None = None,
    reason: str = "",
) -> Moved:
    """One step of a follow-up: those of the lifecycle, or `call_back` and `unreached` for the
    closing step of whatever outcome it has.

    Errors: `CaseMissing` for who does not see it; `StepRefused` with the reason.
    """  # fmt: skip
    case, _ = get_followup_for(user, case_id, at=at)
    name = f"{step}_{case.state}" if step in _CLOSING and case.state in OUTCOMES else step
    move = Move(
        case_id, name, Actor.user(user.pk), at, expected_version=version, reason=reason.strip()
    )
    return advance([move]).moved[0]


def steps_open_to(user: Reader, case: Case, *, at: datetime) -> tuple[Step, ...]:
    """The steps that the case's state and the user's posts at its desk allow."""
    roles = set(
        posts_of(user, at=at).filter(office_id=case.office_id).values_list("role", flat=True)
    )
    is_mine = case.handler_id is None or case.handler_id == getattr(user, "pk", None)
    return tuple(
        step
        for step in FOLLOWUP.steps
        if case.state in step.sources and roles & step.by and (is_mine or not step.takes)
    )


def state_filter(*, is_open: bool) -> Q:
    """Follow-ups that wait for something, or those that are closed."""
    return Q(closed_at__isnull=is_open)
