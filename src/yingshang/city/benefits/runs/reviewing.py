"""The office reviews the candidates: strikes a firm with a reason, confirms the list."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.benefits.runs.changing import State, change, checked_reason, due_of
from yingshang.city.benefits.runs.doors import get_run_for
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor


def strike(
    run_id: UUID, credit_code: str, *, reason: str, user: User, at: datetime,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """Take a firm off the list before it is published.

    Errors: `RunMissing`, `ReasonMissing`, `FirmMissing`, `NotOnTheList`, `StepRefused`.
    """
    run = get_run_for(user, run_id, at=at)
    said, actor = checked_reason(reason), Actor.user(user.pk)
    with transaction.atomic():
        data = {"credit_code": credit_code}
        move = Move(run_id, "strike", actor, at, version, reason=said, data=data)
        (moved,) = advance([move]).moved
        change(
            run, credit_code, State.STRUCK, sources=(State.CANDIDATE,), reason=said, actor=actor,
            at=at, step="strike",
        )  # fmt: skip
    return moved


def confirm(run_id: UUID, *, user: User, at: datetime, version: int | None = None) -> Moved:
    """The list is right. Errors: `RunMissing`, `StepRefused`."""
    run = get_run_for(user, run_id, at=at)
    count, fen = due_of(run)
    data = {"firms": count, "fen": fen}
    return advance([Move(run_id, "confirm", Actor.user(user.pk), at, version, data=data)]).moved[0]
