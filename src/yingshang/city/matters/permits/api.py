"""Permits told, the green channel and the service of papers by API: thin edges over services."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from yingshang.city.matters.api.schemas.desk import MovedOut, OutcomeOut, RefusedOut
from yingshang.city.matters.permits.desk import take_watch_steps, watches_for
from yingshang.city.matters.permits.green import end_channel, open_channel
from yingshang.city.matters.permits.lifecycle import KIND
from yingshang.city.matters.permits.promising import (
    get_watch_for,
    not_trade,
    promise,
    to_promise,
)
from yingshang.city.matters.permits.schemas import (
    GreenBody,
    NotTradingBody,
    PermitPromiseOut,
    PromiseBody,
    ServiceBody,
    WatchBatch,
    WatchOut,
    WatchPage,
)
from yingshang.city.matters.queries.cases import parties_of
from yingshang.city.matters.serving.services import serve_paper
from yingshang.core.access.api import caller
from yingshang.core.access.doors import CaseMissing, visible_cases
from yingshang.core.schemas import Paging, cut, gives

router = Router(tags=["permits"])
SHOWN = ("item", "office", "party", "permit_watch")


@router.get(
    "/permits",
    response=gives(WatchPage),
    operation_id="list_permits_told",
    summary="Permits my firms need 领照后要办的许可",
)
def permits(request: HttpRequest, paging: Query[Paging]) -> WatchPage:
    """Of the caller's own firms and of clients, the newest first."""
    user, at = caller(request), timezone.now()
    parties = [party.pk for party in parties_of(user, at=at)]
    rows = visible_cases(user, at=at).filter(kind=KIND, party_id__in=parties).order_by("-pk")
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(
        rows.select_related(*SHOWN)[: paging.limit + 1], paging.limit, lambda row: row.pk
    )
    return WatchPage(items=[WatchOut.of(case) for case in page], next=following)


@router.get(
    "/permits/{case_id}/promise",
    response=gives(PermitPromiseOut, 404),
    operation_id="read_permit_promise",
    summary="The promise to be read 照后证前承诺书",
)
def read(request: HttpRequest, case_id: UUID) -> PermitPromiseOut:
    """What a firm promises: not to trade before the permit."""
    user, at = caller(request), timezone.now()
    return PermitPromiseOut.of(to_promise(get_watch_for(user, case_id, at=at), at=at))


@router.post(
    "/permits/{case_id}/promise",
    response=gives(WatchOut, 404, 409),
    operation_id="promise_permit",
    summary="Promise 作出承诺",
)
def make(request: HttpRequest, case_id: UUID, body: PromiseBody) -> WatchOut:
    """In exactly the words that the hash names."""
    user, at = caller(request), timezone.now()
    promise(case_id, text_hash=body.text_hash, user=user, at=at, version=body.version)
    return WatchOut.of(get_watch_for(user, case_id, at=at))


@router.post(
    "/permits/{case_id}/not-trading",
    response=gives(WatchOut, 404, 409),
    operation_id="declare_not_trading",
    summary="We do not trade in it 不从事该项经营",
)
def leave(request: HttpRequest, case_id: UUID, body: NotTradingBody) -> WatchOut:
    """The watch ends, and with it the promise."""
    user, at = caller(request), timezone.now()
    not_trade(case_id, reason=body.reason, user=user, at=at, version=body.version)
    return WatchOut.of(get_watch_for(user, case_id, at=at))


@router.post(
    "/desk/permits/steps",
    response=gives(OutcomeOut, 404, 409),
    operation_id="take_permit_steps",
    summary="Claim, guide, flag 认领、指导、提示风险",
)
def steps(request: HttpRequest, body: WatchBatch) -> OutcomeOut:
    """A refusal per row, or none of the batch; a watch that the caller may not see is missing."""
    user, at = caller(request), timezone.now()
    wanted = [row.step_of() for row in body.steps]
    seen = watches_for(user, at=at).filter(pk__in=[step.case_id for step in wanted])
    if seen.count() < len({step.case_id for step in wanted}):
        raise CaseMissing
    outcome = take_watch_steps(wanted, user=user, at=at, all_or_nothing=body.all_or_nothing)
    return OutcomeOut(
        moved=[MovedOut.of(row) for row in outcome.moved],
        refused=[RefusedOut.of(row) for row in outcome.refused],
    )


@router.put(
    "/desk/cases/{case_id}/green",
    response=gives(None, 404, 409, status=204),
    operation_id="open_green_channel",
    summary="Give priority 开通绿色通道",
)
def green(request: HttpRequest, case_id: UUID, body: GreenBody) -> Status[None]:
    """Priority and a named manager; no deadline moves."""
    user, at = caller(request), timezone.now()
    open_channel(case_id, body.manager, reason=body.reason, user=user, at=at)
    return Status(204, None)


@router.delete(
    "/desk/cases/{case_id}/green",
    response=gives(None, 404, 409, status=204),
    operation_id="end_green_channel",
    summary="End priority 结束绿色通道",
)
def ungreen(request: HttpRequest, case_id: UUID) -> Status[None]:
    """The case goes on like any other."""
    end_channel(case_id, user=caller(request), at=timezone.now())
    return Status(204, None)


@router.post(
    "/desk/papers/{paper_id}/service",
    response=gives(None, 404, status=204),
    operation_id="serve_paper",
    summary="Record how a paper was served 登记送达",
)
def served(request: HttpRequest, paper_id: UUID, body: ServiceBody) -> Status[None]:
    """With an entry of the case; a failed attempt says why."""
    serve_paper(paper_id, body.serving(), user=caller(request), at=timezone.now())
    return Status(204, None)
