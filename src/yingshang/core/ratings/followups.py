"""The call-back desk's work: which follow-ups it sees, and the steps it takes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.lifecycle import Step
from yingshang.core.cases.models import Case
from yingshang.core.cases.types import Move, Moved
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments.models import Commitment
from yingshang.core.commitments.services import start
from yingshang.core.commitments.types import Start
from yingshang.core.ledger.acts import Actor
from yingshang.core.ratings.complaints import close_complaint
from yingshang.core.ratings.handling import VERDICTS, decided
from yingshang.core.ratings.lifecycle import FOLLOWUP, KIND, OUTCOMES, RECTIFY
from yingshang.core.ratings.models import Rating
from yingshang.worktime.zone import local

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
    closing step of whatever outcome it has, or `reject_malicious` for `reject` with that verdict.

    Errors: `CaseMissing` for who does not see it; `StepRefused` with the reason.
    """  # fmt: skip
    case, rating = get_followup_for(user, case_id, at=at)
    name = f"{step}_{case.state}" if step in _CLOSING and case.state in OUTCOMES else step
    actor, data = Actor.user(user.pk), dict[str, object]()
    if step in VERDICTS:
        name, data = decided(rating, VERDICTS[step])
    move = Move(
        case_id, name, actor, at, expected_version=version, reason=reason.strip(), data=data
    )
    with transaction.atomic():
        (moved,) = advance([move]).moved
        if step == "list":
            _begin_rectification(case, at)
        if step in VERDICTS:
            close_complaint(rating, is_removed=name == "reject", at=at)
    return moved


def _begin_rectification(case: Case, at: datetime) -> None:
    """The time to put right; one that runs already, since before a complaint, goes on."""
    if Commitment.objects.filter(
        case=case, clock=RECTIFY, met_at__isnull=True, cancelled_at__isnull=True
    ).exists():
        return
    budget = parameter(case.place, "bad_rating_rectification", on=local(at, field="at").date())
    party, office = case.party_id, case.office_id
    start([Start(case.pk, case.place, office, party, RECTIFY, budget.budget, at)])


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
