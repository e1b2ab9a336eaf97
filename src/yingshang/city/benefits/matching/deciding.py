"""An officer of the policy's owner decides an application; the firm may withdraw it before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.benefits.matching.doors import get_application_for, get_served_application
from yingshang.city.benefits.matching.errors import NoAmount, ReasonNeeded
from yingshang.city.benefits.matching.handing import promise
from yingshang.city.benefits.matching.models import Application
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor

LONGEST = 500


def support(
    case_id: UUID, opinion: str, *, user: User, at: datetime, version: int | None = None
) -> Moved:
    """Write an opinion; who wrote it does not decide.

    Errors: `ApplicationMissing`, `ReasonNeeded`, `StepRefused`.
    """
    get_served_application(user, case_id, at=at)
    return _step(case_id, "support", user, at, version, reason=_checked(opinion))


def grant(case_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """Grant what was reckoned, to the fen. What was stated the officer has checked.

    From now on it waits for a run. Errors: `ApplicationMissing`, `NoAmount`, `ParameterMissing`,
    `StepRefused`.
    """
    case = get_served_application(user, case_id, at=at)
    row = Application.objects.select_related("case").get(pk=case_id)
    has_amount = (case.item.body.get("decision") or {}).get("amount") is not None
    if row.computed_fen is None and has_amount:
        raise NoAmount
    with transaction.atomic():
        moved = _step(case_id, "grant", user, at, version, data={"fen": row.computed_fen or 0})
        row.granted_fen = row.computed_fen
        row.save(update_fields=["granted_fen"])
        promise([row], at=at)
    return moved


def refuse(
    case_id: UUID, reason: str, *, user: User, at: datetime, version: int | None = None
) -> Moved:
    """Refuse with the reason that the firm reads; it may then apply anew.

    Errors: `ApplicationMissing`, `ReasonNeeded`, `StepRefused`.
    """
    get_served_application(user, case_id, at=at)
    with transaction.atomic():
        moved = _step(case_id, "refuse", user, at, version, reason=_checked(reason))
        Application.objects.filter(pk=case_id).update(is_live=False)
    return moved


def withdraw(case_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """The firm takes its application back before it is decided.

    Errors: `ApplicationMissing`, `StepRefused`.
    """
    case = get_application_for(user, case_id, at=at)
    with transaction.atomic():
        actor = Actor.user(user.pk)
        move = Move(case_id, "withdraw", actor, at, version, on_behalf_of=case.party_id)
        (moved,) = advance([move]).moved
        Application.objects.filter(pk=case_id).update(is_live=False)
    return moved


def _step(
    case_id: UUID,
    step: str,
    user: User,
    at: datetime,
    version: int | None,
    *,
    reason: str = "",
    data: dict[str, object] | None = None,
) -> Moved:
    move = Move(case_id, step, Actor.user(user.pk), at, version, reason=reason, data=data or {})
    (moved,) = advance([move]).moved
    return moved


def _checked(text: str) -> str:
    found = text.strip()
    if not 0 < len(found) <= LONGEST:
        raise ReasonNeeded(field="reason", most=LONGEST)
    return found
