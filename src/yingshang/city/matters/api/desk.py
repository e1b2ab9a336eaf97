"""The desk by API: the queue, a step of one case, steps of many with a refusal per row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from yingshang.city.matters.api.schemas.desk import (
    BatchBody,
    CaseStepBody,
    MovedOut,
    OutcomeOut,
    QueuePage,
    QueuePaging,
    QueueRow,
    RefusedOut,
    StepBody,
)
from yingshang.city.matters.desk import take_step
from yingshang.city.matters.desk_queries import Filters, queue_of
from yingshang.city.matters.tools.bulk import take_in_bulk
from yingshang.core.access.api import caller
from yingshang.core.access.decorators import StaffOnly
from yingshang.core.access.doors import CaseMissing, get_case_for, visible_cases
from yingshang.core.access.models import User
from yingshang.core.access.posts import has_post
from yingshang.core.cases.guards import GROUNDS
from yingshang.core.cases.types import Outcome, Refusal
from yingshang.core.models import Case
from yingshang.core.schemas import cut, gives
from yingshang.errors import Kind, Sentence

router = Router(tags=["desk"])


@router.get(
    "/desk/queue",
    response=gives(QueuePage),
    operation_id="list_queue",
    summary="The queue of my posts 待办",
)
def queue(request: HttpRequest, paging: Query[QueuePaging]) -> QueuePage:
    """Open matters at the caller's posts, what is due first on top; `after` is a case's id."""
    user, at = caller(request), timezone.now()
    if not has_post(user, at=at):
        raise StaffOnly
    filters = Filters(search=paging.search, matter=paging.matter or "", state=paging.state)
    rows = queue_of(user, filters, at=at).select_related("item", "office", "party", "handler")
    if paging.after:
        rows = rows.filter(_behind(user, paging.after, at=at))
    ordered = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    page, following = cut(ordered[: paging.limit + 1], paging.limit, lambda row: row.pk)
    items = [QueueRow.queued(case) for case in page]
    return QueuePage(items=items, next=following)


@router.post(
    "/desk/cases/{case_id}/steps",
    response=gives(MovedOut, 404, 409),
    operation_id="take_step",
    summary="Take a step 办理",
)
def step(request: HttpRequest, case_id: UUID, body: StepBody) -> MovedOut:
    """With the papers, results and members that follow; who may take which, the lifecycle says."""
    user, at = caller(request), timezone.now()
    get_case_for(user, case_id, at=at)
    return MovedOut.of(take_step(body.for_case(case_id), user=user, at=at))


@router.post(
    "/desk/steps",
    response=gives(OutcomeOut, 404, 409),
    operation_id="take_steps",
    summary="Take steps of many cases 批量办理",
)
def steps(request: HttpRequest, body: BatchBody) -> OutcomeOut:
    """A refusal per row, or none of the batch; a case that the caller may not see is missing.

    A permit among several is never decided here: each is examined and decided by itself.
    """
    user, at = caller(request), timezone.now()
    seen = _seen(user, body.steps, at=at)
    if body.all_or_nothing and len(seen) < len(body.steps):
        raise CaseMissing
    wanted = [(n, row) for n, row in enumerate(body.steps) if n in seen]
    outcome = take_in_bulk(
        [row.for_case(row.case_id) for _, row in wanted],
        user=user,
        at=at,
        all_or_nothing=body.all_or_nothing,
    )
    return _answer(outcome, body.steps, [n for n, _ in wanted])


def _seen(user: User, rows: Sequence[CaseStepBody], *, at: datetime) -> set[int]:
    ids = {row.case_id for row in rows}
    visible = set(visible_cases(user, at=at).filter(pk__in=ids).values_list("pk", flat=True))
    return {n for n, row in enumerate(rows) if row.case_id in visible}


def _answer(outcome: Outcome, rows: Sequence[CaseStepBody], asked: Sequence[int]) -> OutcomeOut:
    """Row numbers are those of the request, hidden cases included."""
    refused = [replace(refusal, row=asked[refusal.row]) for refusal in outcome.refused]
    hidden = sorted(set(range(len(rows))) - set(asked))
    refused += [_missing(n, rows[n].case_id) for n in hidden]
    return OutcomeOut(
        moved=[MovedOut.of(moved) for moved in outcome.moved],
        refused=[RefusedOut.of(one) for one in sorted(refused, key=lambda one: one.row)],
    )


def _missing(row: int, case_id: UUID) -> Refusal:
    ground = GROUNDS["cases.missing"]
    sentence = Sentence(ground.zh, ground.en)
    return Refusal(row, case_id, "cases.missing", Kind.MISSING, sentence)


def _behind(user: User, after: UUID, *, at: datetime) -> Q:
    """The rows behind a case in the order of the queue, whatever the filter shows of it now."""
    everything = queue_of(user, Filters(state="all"), at=at)
    last: Case | None = everything.filter(pk=after).first()
    if last is None:
        return Q(pk__gt=after)
    due = getattr(last, "due_at", None)
    if due is None:
        return Q(due_at__isnull=True, pk__gt=after)
    return Q(due_at__gt=due) | Q(due_at=due, pk__gt=after) | Q(due_at__isnull=True)
