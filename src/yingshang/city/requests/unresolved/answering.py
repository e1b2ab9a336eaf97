"""The answer to the person: the desk's own, or what the offices said together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.requests.desks import desk_of
from yingshang.city.requests.improvements.causes import checked_cause
from yingshang.city.requests.lifecycle import CALL, OPEN_TASK, TASK
from yingshang.city.requests.texts import LONG, checked_text
from yingshang.city.requests.unresolved.clocks import begin
from yingshang.city.requests.unresolved.doors import get_reported_for
from yingshang.city.requests.unresolved.models import OfficeTask, Unresolved
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case

OFFICES = Actor.system("unresolved_desk")


def answer_at_desk(
    case_id: UUID,
    answer: str,
    cause: str,
    *,
    user: User,
    at: datetime,
    version: int | None = None,
) -> Moved:
    """The desk itself answers, at once or for an office that returned the task.

    Errors: `CaseMissing`, `TooLong`, `NoSuchCause`, `StepRefused`.
    """
    case = get_reported_for(user, case_id, at=at)
    said = checked_text(answer, field="answer", most=LONG)
    checked_cause(case.place, cause)
    return _answer(case, said, cause, Actor.user(user.pk), at, version)


def answer_by_offices(case: Case, *, at: datetime) -> Moved | None:
    """The answers of this turn together, if no office is left to answer and one has."""
    tasks = OfficeTask.objects.filter(case__parent=case, case__kind=TASK.kind)
    if tasks.filter(case__state__in=OPEN_TASK).exists():
        return None
    turn = Unresolved.objects.values_list("turn", flat=True).get(pk=case.pk)
    answered = tasks.filter(turn=turn, case__state="answered").select_related("case__office")
    rows = list(answered.order_by("case__number"))
    if not rows:
        return None
    return _answer(case, _together(rows), rows[0].cause, OFFICES, at, None)


def correct_cause(case_id: UUID, cause: str, *, reason: str, user: User, at: datetime) -> Moved:
    """A supervisor corrects the cause of an answered matter.

    Errors: `CaseMissing`, `NoSuchCause`, `TooLong`, `StepRefused`.
    """
    case = get_reported_for(user, case_id, at=at)
    checked_cause(case.place, cause)
    said = checked_text(reason, field="reason")
    move = Move(case_id, "name_cause", Actor.user(user.pk), at, reason=said, data={"cause": cause})
    with transaction.atomic():
        (moved,) = advance([move]).moved
        Unresolved.objects.filter(pk=case_id).update(cause=cause)
    return moved


def _answer(
    case: Case, answer: str, cause: str, actor: Actor, at: datetime, version: int | None
) -> Moved:
    desk = desk_of(case.place, at=at)
    move = Move(case.pk, "answer", actor, at, version, reason=answer, data={"cause": cause})
    with transaction.atomic():
        (moved,) = advance([move]).moved
        begin([case], CALL, desk.budget(desk.listed.callback), at=at)
        Unresolved.objects.filter(pk=case.pk).update(answer=answer, cause=cause)
    return moved


def _together(rows: Sequence[OfficeTask]) -> str:
    if len(rows) == 1:
        return rows[0].answer
    text = "\n".join(f"{row.case.office.name}：{row.answer}" for row in rows)
    return text[:LONG]
