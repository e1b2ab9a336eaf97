"""What offices do with what was passed to them: take, return, ask for time, answer.

The last open task that is answered answers the reported matter, in the same transaction. The
reported case is locked first, so that two offices that answer at once do not both leave it open.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.requests.desks import OpenDesk, desk_of
from yingshang.city.requests.errors import NoSuchOffice
from yingshang.city.requests.improvements.causes import checked_cause
from yingshang.city.requests.lifecycle import ANSWER, OPEN_TASK, RUNNING, TASK
from yingshang.city.requests.texts import LONG, SHORT, checked_text
from yingshang.city.requests.unresolved.answering import answer_by_offices
from yingshang.city.requests.unresolved.clocks import begin, running
from yingshang.city.requests.unresolved.doors import get_reported_for, get_task_for
from yingshang.city.requests.unresolved.models import OfficeTask, Unresolved
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Longer, Move, Moved, Opening
from yingshang.core.commitments.services import extensions_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Commitment, Office
from yingshang.worktime import Budget, Unit

DESK = Actor.system("unresolved_desk")


def send(
    case_id: UUID,
    offices: Sequence[str],
    *,
    user: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> list[Case]:
    """Pass a matter to one or several offices; each gets a task, due when the desk is due.

    Errors: `CaseMissing`, `NoSuchOffice`, `TooLong`, `StepRefused`.
    """
    case = get_reported_for(user, case_id, at=at)
    said = checked_text(note, field="note", most=SHORT) if note.strip() else ""
    with transaction.atomic():
        _lock(case_id)
        found = _offices(case, offices)
        data = {"offices": [office.code for office in found], "note": said}
        actor = Actor.user(user.pk)
        advance([Move(case_id, "send", actor, at, version, reason=said, data=data)])
        return _open(case, found, said, actor, at)


def take_task_step(
    task_id: UUID, step: str, *, user: User, at: datetime, reason: str = "",
    version: int | None = None,
) -> Moved:  # fmt: skip
    """`take`, `return` or `ask_time`. Errors: `CaseMissing`, `TooLong`, `StepRefused`."""
    task = get_task_for(user, task_id, at=at)
    said = checked_text(reason, field="reason", most=SHORT) if reason.strip() else ""
    with transaction.atomic():
        _lock(_parent(task).pk)
        (moved,) = advance(
            [Move(task_id, step, Actor.user(user.pk), at, version, reason=said)]
        ).moved  # fmt: skip
        if step == "ask_time":
            OfficeTask.objects.filter(pk=task_id).update(asked_reason=said, asked_at=at)
    return moved


def answer_task(
    task_id: UUID, answer: str, cause: str, *, user: User, at: datetime,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """An office answers and names the cause; the last one's answer goes out to the person.

    Errors: `CaseMissing`, `TooLong`, `NoSuchCause`, `StepRefused`.
    """
    task = get_task_for(user, task_id, at=at)
    said = checked_text(answer, field="answer", most=LONG)
    checked_cause(task.place, cause)
    parent = _parent(task)
    with transaction.atomic():
        _lock(parent.pk)
        move = Move(task_id, "answer", Actor.user(user.pk), at, version, reason=said,
                    data={"cause": cause})  # fmt: skip
        (moved,) = advance([move]).moved
        OfficeTask.objects.filter(pk=task_id).update(answer=said, cause=cause)
        answer_by_offices(parent, at=at)
    return moved


def decide_time(
    task_id: UUID, *, gives: bool, reason: str, user: User, at: datetime,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """The desk approves or declines more time; approved, the person's date moves with it.

    Errors: `CaseMissing`, `TooLong`, `StepRefused`.
    """
    task = get_task_for(user, task_id, at=at)
    parent = _parent(task)
    get_reported_for(user, parent.pk, at=at)
    said = checked_text(reason, field="reason", most=SHORT)
    longer = _longer(task, desk_of(task.place, at=at)) if gives else None
    with transaction.atomic():
        _lock(parent.pk)
        name, actor = "give_time" if gives else "refuse_time", Actor.user(user.pk)
        moves = [Move(task_id, name, actor, at, version, reason=said, longer=longer)]
        if gives:
            moves.append(Move(parent.pk, "extend", DESK, at, reason=said, longer=longer))
        return advance(moves).moved[0]


def cancel_tasks(case: Case, *, at: datetime) -> None:
    """What is open at offices is called off, because the matter was withdrawn."""
    tasks = open_tasks(case)
    advance([Move(task.pk, "cancel", DESK, at) for task in tasks])


def open_tasks(case: Case) -> list[Case]:
    """The tasks of a matter that no office has answered yet."""
    tasks = Case.objects.filter(parent=case, kind=TASK.kind, state__in=OPEN_TASK)
    return list(tasks.select_related("office").order_by("number"))


def _longer(task: Case, desk: OpenDesk) -> Longer:
    return Longer(desk.budget(desk.listed.extension), task.number)


def _lock(case_id: UUID) -> None:
    list(Case.objects.select_for_update(of=("self",)).filter(pk=case_id).values_list("pk"))


def _parent(task: Case) -> Case:
    """The reported matter; a task always has one."""
    return Case.objects.select_related("office", "party").get(members=task)


def _offices(case: Case, codes: Sequence[str]) -> list[Office]:
    wanted = Office.objects.filter(
        place=case.place, code__in=codes, is_open=True, kind=Office.Kind.OFFICE
    )
    found = list(wanted.order_by("code"))
    busy = {task.office_id for task in open_tasks(case)}
    if not found or len(found) != len(codes) or busy & {office.pk for office in found}:
        raise NoSuchOffice(field="offices")
    return found


def _open(
    case: Case, offices: Sequence[Office], note: str, actor: Actor, at: datetime
) -> list[Case]:
    desk, row = desk_of(case.place, at=at), Unresolved.objects.get(pk=case.pk)
    openings = [_opening(case, office, desk, actor, at) for office in offices]
    open_cases(openings)
    ids = [opening.case_id for opening in openings]
    OfficeTask.objects.bulk_create(OfficeTask(case_id=pk, note=note, turn=row.turn) for pk in ids)
    tasks = list(Case.objects.filter(pk__in=ids).select_related("office").order_by("number"))
    promise = running(case)
    if promise is not None and case.state in RUNNING:
        begin(tasks, ANSWER, _whole(promise), at=promise.started_at)
    return tasks


def _whole(promise: Commitment) -> Budget:
    """The time of a promise with what was added to it: offices and desk are due together."""
    added = extensions_of([promise.case_id]).get((promise.case_id, promise.clock), [])
    more = sum(extension.budget.amount for extension in added)
    return Budget(promise.budget + more, Unit(promise.unit))


def _opening(case: Case, office: Office, desk: OpenDesk, actor: Actor, at: datetime) -> Opening:
    return Opening(
        case_id=new_id(),
        kind=TASK.kind,
        state="sent",
        place=case.place,
        number_prefix=desk.listed.numbers.task,
        party_id=case.party_id,
        office_id=office.pk,
        item_id=case.item_id,
        actor=actor,
        at=at,
        title=case.title,
        parent_id=case.pk,
        cause=f"unresolved:{case.pk}",
    )
