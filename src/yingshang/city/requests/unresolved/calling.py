"""After the answer: the call-back, the second handling, and withdrawal by whoever reported."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.requests.desks import desk_of
from yingshang.city.requests.errors import NoSuchOutcome
from yingshang.city.requests.lifecycle import AGAIN
from yingshang.city.requests.texts import checked_text
from yingshang.city.requests.unresolved.clocks import begin
from yingshang.city.requests.unresolved.deciding import limit_of
from yingshang.city.requests.unresolved.doors import get_own_for, get_reported_for
from yingshang.city.requests.unresolved.models import CallBack, Unresolved
from yingshang.city.requests.unresolved.offices import cancel_tasks
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case

Outcome = CallBack.Outcome
MOST_SAID = 1000


def call_back(
    case_id: UUID,
    outcome: str,
    said: str,
    *,
    user: User,
    at: datetime,
    version: int | None = None,
) -> Moved:
    """Write down a call: satisfied closes, not satisfied is handled again once, not reached waits.

    Errors: `CaseMissing`, `NoSuchOutcome`, `TooLong`, `StepRefused`.
    """
    case = get_reported_for(user, case_id, at=at)
    if outcome not in Outcome.values:
        raise NoSuchOutcome(field="outcome")
    words = checked_text(said, field="said", most=MOST_SAID)
    row = Unresolved.objects.get(pk=case.pk)
    step = _step(outcome, row.turn)
    with transaction.atomic():
        (moved,) = advance(
            [Move(case_id, step, Actor.user(user.pk), at, version, reason=words)]
        ).moved
        CallBack.objects.create(
            case=case, office=case.office, turn=row.turn, outcome=outcome, said=words, by=user,
            at=at,
        )  # fmt: skip
        if step == "redo":
            _begin_again(case, row, at)
    return moved


def close_unreached(
    case_id: UUID, said: str, *, user: User, at: datetime, version: int | None = None
) -> Moved:
    """Close what was answered when enough calls reached nobody.

    Errors: `CaseMissing`, `TooLong`, `StepRefused` (`requests.call_again`).
    """
    case = get_reported_for(user, case_id, at=at)
    words = checked_text(said, field="said", most=MOST_SAID)
    desk = desk_of(case.place, at=at)
    data = {"attempts": desk.value(desk.listed.attempts).value}
    move = Move(case_id, "close_unreached", Actor.user(user.pk), at, version, reason=words,
                data=data)  # fmt: skip
    return advance([move]).moved[0]


def withdraw(case_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """Whoever reported takes it back; offices stop. Errors: `CaseMissing`, `StepRefused`."""
    case = get_own_for(user, case_id, at=at)
    behalf = case.party_id if case.party_id != user.person_id else None
    with transaction.atomic():
        move = Move(case_id, "withdraw", Actor.user(user.pk), at, version, on_behalf_of=behalf)
        (moved,) = advance([move]).moved
        cancel_tasks(case, at=at)
    return moved


def _step(outcome: str, turn: int) -> str:
    if outcome == Outcome.UNSATISFIED:
        return "redo" if turn == 1 else "close_unsatisfied"
    return "satisfy" if outcome == Outcome.SATISFIED else "note_unreached"


def _begin_again(case: Case, row: Unresolved, at: datetime) -> None:
    """The second turn has the same time as the first, and no extension."""
    budget, _ = limit_of(desk_of(case.place, at=at), row.matter_class)
    begin([case], AGAIN, budget, at=at)
    Unresolved.objects.filter(pk=case.pk).update(turn=2)
