"""Runs by API: the officers' desk, the public notice, and what a firm may do about its row."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from yingshang.city.benefits.api.run_schemas import (
    FirmPaging,
    NoticeList,
    NoticeObjectionBody,
    NoticeObjectionOut,
    NoticeOut,
    NoticePaging,
    NoticeRow,
    NoticeRows,
    ObjectionAnswerBody,
    OwnListing,
    OwnListingPaging,
    OwnListings,
    RunBody,
    RunDetail,
    RunFirm,
    RunFirmPage,
    RunOut,
    RunPage,
    RunStepBody,
    RunStepOut,
)
from yingshang.city.benefits.runs import closing, ordering, publishing, reviewing
from yingshang.city.benefits.runs.doors import get_run_for, runs_for
from yingshang.city.benefits.runs.objecting import Raised, decide, object_to
from yingshang.city.benefits.runs.opening import open_run
from yingshang.city.benefits.runs.publishing import listed_rows, notice_of, notices
from yingshang.city.benefits.runs.queries import own_entitlements, rows_of
from yingshang.city.benefits.runs.waiving import waive
from yingshang.core.access.api import caller
from yingshang.core.access.models import User
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Case
from yingshang.core.schemas import Paging, cut, gives

open_router = Router(tags=["benefits"], auth=None)
router = Router(tags=["benefits"])
MOST = 100
Step = Callable[[UUID, RunStepBody, User, datetime], object]


@open_router.get(
    "/benefits/notices",
    response=gives(NoticeList),
    operation_id="list_benefit_notices",
    summary="Lists of firms in public notice 兑现公示",
)
def public_notices(request: HttpRequest) -> NoticeList:
    """What is public now, the newest first."""
    return NoticeList(items=[NoticeOut.of(run) for run in notices()[:MOST]])


@open_router.get(
    "/benefits/notices/{run_id}/rows",
    response=gives(NoticeRows, 404),
    operation_id="list_notice_rows",
    summary="The masked rows of a public notice 公示名单",
)
def notice_rows(request: HttpRequest, run_id: UUID, paging: Query[NoticePaging]) -> NoticeRows:
    """By credit code; `after` is the number of the last row of the page before."""
    first, limit = paging.after, paging.limit
    rows = list(listed_rows(notice_of(run_id))[first : first + limit + 1])
    return NoticeRows(
        items=[NoticeRow.of(row) for row in rows[:limit]],
        next=first + limit if len(rows) > limit else None,
    )


@router.post(
    "/benefits/notices/{run_id}/objections",
    response=gives(NoticeObjectionOut, 404, 409, status=201),
    operation_id="object_to_notice",
    summary="Object to a published list 提出异议",
)
def raise_objection(
    request: HttpRequest, run_id: UUID, body: NoticeObjectionBody
) -> Status[NoticeObjectionOut]:
    """While the notice runs; for a firm by whoever acts for it, else for oneself."""
    raised = Raised(body.key, body.credit_code, body.wish, body.text)
    case = object_to(run_id, raised, user=caller(request), at=timezone.now())
    return Status(201, NoticeObjectionOut.of(case))


@router.get(
    "/benefits/lists",
    response=gives(OwnListings),
    operation_id="list_own_listings",
    summary="Lists on which my firms stand 拟兑现给我的",
)
def own_lists(request: HttpRequest, paging: Query[OwnListingPaging]) -> OwnListings:
    """From the publication on."""
    rows = own_entitlements(caller(request), at=timezone.now()).order_by("pk")
    if paging.after:
        rows = rows.filter(pk__gt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    return OwnListings(items=[OwnListing.of(row) for row in page], next=following)


@router.post(
    "/benefits/lists/{entitlement_id}/waive",
    response=gives(OwnListing, 404, 409),
    operation_id="waive_listing",
    summary="Give up what my firm is due 放弃",
)
def give_up(request: HttpRequest, entitlement_id: UUID) -> OwnListing:
    """Until the list goes to the payer."""
    user, at = caller(request), timezone.now()
    row = waive(entitlement_id, user=user, at=at)
    return OwnListing.of(own_entitlements(user, at=at).get(pk=row.pk))


@router.get(
    "/desk/benefits/runs",
    response=gives(RunPage),
    operation_id="list_runs",
    summary="Runs of my office's policies 兑现批次",
)
def runs(request: HttpRequest, paging: Query[Paging]) -> RunPage:
    """Who serves at no such office gets an empty list."""
    found = runs_for(caller(request), at=timezone.now()).order_by("pk")
    if paging.after:
        found = found.filter(pk__gt=paging.after)
    page, following = cut(found[: paging.limit + 1], paging.limit, lambda run: run.pk)
    return RunPage(items=[RunOut.of(run) for run in page], next=following)


@router.post(
    "/desk/benefits/runs",
    response=gives(RunOut, 403, 404, 409, 503, status=201),
    operation_id="open_run",
    summary="Open a run of a policy 开办一批",
)
def begin(request: HttpRequest, body: RunBody) -> Status[RunOut]:
    """The data are frozen; the rest runs in the background. What is declared has no run."""
    run = open_run(
        place_code(), body.policy, on=body.on, user=caller(request), at=timezone.now(),
        period=body.period,
    )  # fmt: skip
    return Status(201, RunOut.of(run))


@router.get(
    "/desk/benefits/runs/{run_id}",
    response=gives(RunDetail, 404),
    operation_id="get_run",
    summary="One run 批次详情",
)
def run(request: HttpRequest, run_id: UUID) -> RunDetail:
    """How far it is, what it commits to, its list by state."""
    return RunDetail.of(get_run_for(caller(request), run_id, at=timezone.now()))


@router.get(
    "/desk/benefits/runs/{run_id}/firms",
    response=gives(RunFirmPage, 404),
    operation_id="list_run_firms",
    summary="The firms of a run 名单",
)
def firms(request: HttpRequest, run_id: UUID, paging: Query[FirmPaging]) -> RunFirmPage:
    """By credit code; no page costs more than the first."""
    found = get_run_for(caller(request), run_id, at=timezone.now())
    rows = rows_of(found, state=paging.state, after=paging.after)[: paging.limit + 1]
    page, following = cut(rows, paging.limit, lambda row: row.credit_code)
    return RunFirmPage(items=[RunFirm.of(row) for row in page], next=following)


@router.post(
    "/desk/benefits/runs/{run_id}/steps",
    response=gives(RunStepOut, 403, 404, 409, 503),
    operation_id="take_run_step",
    summary="Review, publish, order, fund, release, close a run 审核公示拨付",
)
def step(request: HttpRequest, run_id: UUID, body: RunStepBody) -> RunStepOut:
    """Which fields a step needs stands at the body; steps of the order take its version."""
    user, at = caller(request), timezone.now()
    STEPS[body.step](run_id, body, user, at)
    return RunStepOut.of(get_run_for(user, run_id, at=at))


@router.post(
    "/desk/benefits/objections/{objection_id}/decision",
    response=gives(NoticeObjectionOut, 403, 404, 409),
    operation_id="decide_objection",
    summary="Answer an objection 答复异议",
)
def decision(
    request: HttpRequest, objection_id: UUID, body: ObjectionAnswerBody
) -> NoticeObjectionOut:
    """Not by who confirmed the list."""
    decide(
        objection_id, upholds=body.upholds, answer=body.answer, user=caller(request),
        at=timezone.now(), version=body.version,
    )  # fmt: skip
    return NoticeObjectionOut.of(Case.objects.get(pk=objection_id))


def _plain(service: Callable[..., object]) -> Step:
    def call(run_id: UUID, body: RunStepBody, user: User, at: datetime) -> object:
        return service(run_id, user=user, at=at, version=body.version)

    return call


def _reasoned(service: Callable[..., object]) -> Step:
    def call(run_id: UUID, body: RunStepBody, user: User, at: datetime) -> object:
        return service(run_id, reason=body.reason, user=user, at=at, version=body.version)

    return call


def _strike(run_id: UUID, body: RunStepBody, user: User, at: datetime) -> object:
    return reviewing.strike(
        run_id, body.credit_code or "", reason=body.reason, user=user, at=at,
        version=body.version,
    )  # fmt: skip


STEPS: Mapping[str, Step] = {
    "strike": _strike,
    "confirm": _plain(reviewing.confirm),
    "publish": _plain(publishing.publish),
    "skip_notice": _plain(publishing.skip_notice),
    "end_notice": _plain(publishing.end_notice),
    "order": _plain(ordering.order),
    "fund": _plain(ordering.fund),
    "refuse": _reasoned(ordering.refuse),
    "release": _plain(ordering.release),
    "close": _plain(closing.close),
    "void": _reasoned(closing.void),
}
