"""The desk, the offices and the call-back by API."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from yingshang.city.requests.api.schemas import (
    DeskPage,
    DeskPaging,
    DeskRow,
    DeskStepBody,
    StepOut,
    TaskStepBody,
)
from yingshang.city.requests.pages.desk import TABS
from yingshang.city.requests.pages.words import state_name
from yingshang.city.requests.unresolved import answering, calling, offices, taking
from yingshang.city.requests.unresolved.doors import reported_to
from yingshang.core.access.api import caller
from yingshang.core.access.models import User
from yingshang.core.models import Case
from yingshang.core.schemas import cut, gives

router = Router(tags=["requests"])


@router.get(
    "/desk/unresolved",
    response=gives(DeskPage),
    operation_id="list_unresolved",
    summary="Reported matters at my desk 办不成事反映",
)
def matters(request: HttpRequest, paging: Query[DeskPaging]) -> DeskPage:
    """Who serves at no such desk gets an empty list."""
    cases = reported_to(caller(request), at=timezone.now()).filter(state__in=TABS[paging.stage])
    if paging.after:
        cases = cases.filter(pk__gt=paging.after)
    page, following = cut(cases.order_by("pk")[: paging.limit + 1], paging.limit, lambda c: c.pk)
    return DeskPage(items=[_row(case) for case in page], next=following)


@router.post(
    "/desk/unresolved/{reported_id}/steps",
    response=gives(StepOut, 404, 409),
    operation_id="take_unresolved_step",
    summary="Take, redirect, pass on, answer, call back 受理转办答复回访",
)
def step(request: HttpRequest, reported_id: UUID, body: DeskStepBody) -> StepOut:
    """Which fields an act needs stands at the body."""
    STEPS[body.step](reported_id, body, caller(request), timezone.now())
    return _reached(reported_id)


@router.post(
    "/desk/tasks/{task_id}/steps",
    response=gives(StepOut, 404, 409),
    operation_id="take_office_step",
    summary="An office takes, returns or answers 单位办理",
)
def task_step(request: HttpRequest, task_id: UUID, body: TaskStepBody) -> StepOut:
    """The last office that answers answers whoever reported."""
    user, at, version = caller(request), timezone.now(), body.version
    if body.step == "answer":
        offices.answer_task(task_id, body.text, body.cause, user=user, at=at, version=version)
    elif body.step in ("give_time", "refuse_time"):
        gives_time = body.step == "give_time"
        offices.decide_time(
            task_id, gives=gives_time, reason=body.text, user=user, at=at, version=version
        )
    else:
        offices.take_task_step(
            task_id, body.step, reason=body.text, user=user, at=at, version=version
        )
    return _reached(task_id)


def _accept(pk: UUID, body: DeskStepBody, user: User, at: datetime) -> object:
    facts = body.facts.facts()
    return taking.accept(pk, facts, body.matter_class, user=user, at=at, version=body.version)


def _redirect(pk: UUID, body: DeskStepBody, user: User, at: datetime) -> object:
    facts = body.facts.facts()
    return taking.redirect(
        pk, facts, body.way, reason=body.text, user=user, at=at, version=body.version
    )


def _send(pk: UUID, body: DeskStepBody, user: User, at: datetime) -> object:
    return offices.send(pk, body.offices, note=body.text, user=user, at=at, version=body.version)


def _answer(pk: UUID, body: DeskStepBody, user: User, at: datetime) -> object:
    return answering.answer_at_desk(
        pk, body.text, body.cause, user=user, at=at, version=body.version
    )


def _call(pk: UUID, body: DeskStepBody, user: User, at: datetime) -> object:
    return calling.call_back(pk, body.outcome, body.text, user=user, at=at, version=body.version)


def _close(pk: UUID, body: DeskStepBody, user: User, at: datetime) -> object:
    return calling.close_unreached(pk, body.text, user=user, at=at, version=body.version)


STEPS: Mapping[str, Callable[[UUID, DeskStepBody, User, datetime], object]] = {
    "accept": _accept,
    "redirect": _redirect,
    "send": _send,
    "answer": _answer,
    "call": _call,
    "close_unreached": _close,
}


def _reached(pk: UUID) -> StepOut:
    case = Case.objects.get(pk=pk)
    return StepOut(id=case.pk, state=case.state, version=case.version)


def _row(case: Case) -> DeskRow:
    return DeskRow(
        id=case.pk,
        number=case.number,
        title=case.title,
        state=case.state,
        state_name=state_name(case),
        version=case.version,
        opened_at=case.opened_at,
    )
