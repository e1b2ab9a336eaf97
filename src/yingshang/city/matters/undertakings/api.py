"""Promises by API: thin edges over the services that the pages call too."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status

from yingshang.city.matters.api.reading import planned_for
from yingshang.city.matters.undertakings import credit
from yingshang.city.matters.undertakings.aftercheck.steps import (
    report_correction,
    take_check_step,
)
from yingshang.city.matters.undertakings.choices import choose, unchoose, ways_in
from yingshang.city.matters.undertakings.queries import (
    afterchecks_for,
    credit_of,
    get_undertaking_for,
    published_in,
)
from yingshang.city.matters.undertakings.schemas import (
    AftercheckOut,
    AftercheckPage,
    AftercheckStepBody,
    ChooseBody,
    CreditOut,
    CreditsOut,
    GapBody,
    LateBody,
    PutRightBody,
    RepairBody,
    UndertakingOut,
    UndertakingPage,
    UndertakingPaging,
    WayOut,
    WaysOut,
)
from yingshang.city.matters.undertakings.supplying import (
    LatePromise,
    promise_at_correction,
    supply,
    way_at_correction,
)
from yingshang.core.access.api import caller
from yingshang.core.access.decorators import StaffOnly
from yingshang.core.access.doors import get_case_for
from yingshang.core.access.posts import has_post
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import User
from yingshang.core.schemas import MOST_ROWS, Code, Paging, cut, gives

router = Router(tags=["undertakings"])
MatterCode = Annotated[Code, Path(examples={"food": {"value": "food_business_licence"}})]


@router.get(
    "/applications/{application_id}/promises",
    response=gives(WaysOut, 404),
    operation_id="list_promises",
    summary="What may be promised 可以承诺什么",
)
def promises(request: HttpRequest, application_id: UUID) -> WaysOut:
    """The ways of a draft by the same rules as its page, with the words to be read."""
    return _ways(caller(request), application_id)


@router.put(
    "/applications/{application_id}/promises/{matter}",
    response=gives(WaysOut, 404, 409),
    operation_id="choose_promise",
    summary="Read and promise 承诺",
)
def choose_one(
    request: HttpRequest, application_id: UUID, matter: MatterCode, body: ChooseBody
) -> WaysOut:
    """Keeps the choice; it is signed on submission."""
    user, at = caller(request), timezone.now()
    choose(application_id, body.choosing(matter), user=user, at=at, version=body.version)
    return _ways(user, application_id)


@router.delete(
    "/applications/{application_id}/promises/{matter}",
    response=gives(None, 404, 409, status=204),
    operation_id="unchoose_promise",
    summary="Back to the normal procedure 改按一般程序",
)
def unchoose_one(request: HttpRequest, application_id: UUID, matter: MatterCode) -> Status[None]:
    """Nothing is promised in the matter any more."""
    unchoose(application_id, matter, user=caller(request), at=timezone.now())
    return Status(204, None)


@router.get(
    "/undertakings",
    response=gives(UndertakingPage),
    operation_id="list_undertakings",
    summary="Published promises 承诺公示",
    auth=None,
)
def published(request: HttpRequest, paging: Query[UndertakingPaging]) -> UndertakingPage:
    """Those whose signers agreed, the latest first; persons masked."""
    rows = published_in(place_code(), search=paging.search).order_by("-pk")
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    items = [UndertakingOut.of(row, is_public=True) for row in page]
    return UndertakingPage(items=items, next=following)


@router.get(
    "/undertakings/{undertaking_id}",
    response=gives(UndertakingOut, 404),
    operation_id="get_undertaking",
    summary="One promise 一份承诺",
)
def undertaking(request: HttpRequest, undertaking_id: UUID) -> UndertakingOut:
    """To whoever sees its case."""
    return UndertakingOut.of(
        get_undertaking_for(caller(request), undertaking_id, at=timezone.now())
    )


@router.post(
    "/cases/{case_id}/gap",
    response=gives(None, 404, 409, status=204),
    operation_id="supply_gap",
    summary="Hand in what was promised 容缺补交",
)
def gap(request: HttpRequest, case_id: UUID, body: GapBody) -> Status[None]:
    """Everything at once; upload each file as for a correction first."""
    documents = [(given.material, given.document_id) for given in body.documents]
    user, at = caller(request), timezone.now()
    supply(case_id, documents, user=user, at=at, version=body.version)
    return Status(204, None)


@router.get(
    "/cases/{case_id}/late",
    response=gives(WaysOut, 404),
    operation_id="list_late_promises",
    summary="What may come later at a correction 补正时可以容缺什么",
)
def late_ways(request: HttpRequest, case_id: UUID) -> WaysOut:
    """Nothing where no secondary material is missing."""
    user, at = caller(request), timezone.now()
    way = way_at_correction(get_case_for(user, case_id, at=at), at=at, user=user)
    return WaysOut(items=[WayOut.of(way)] if way else [])


@router.post(
    "/cases/{case_id}/late",
    response=gives(UndertakingOut, 404, 409),
    operation_id="promise_late",
    summary="Promise for later and resubmit 承诺以后补交",
)
def late(request: HttpRequest, case_id: UUID, body: LateBody) -> UndertakingOut:
    """Signed at once; the case is received anew."""
    user, at = caller(request), timezone.now()
    promise = LatePromise(
        case_id,
        tuple(body.materials),
        body.text_hash,
        documents=[(given.material, given.document_id) for given in body.documents],
        version=body.version,
    )
    row = promise_at_correction(promise, user=user, at=at)
    return UndertakingOut.of(get_undertaking_for(user, row.pk, at=at))


@router.post(
    "/cases/{case_id}/correction",
    response=gives(None, 404, 409, status=204),
    operation_id="report_correction",
    summary="Report a correction 报告整改",
)
def correction(request: HttpRequest, case_id: UUID, body: PutRightBody) -> Status[None]:
    """The party of an after-check says what it put right."""
    user, at = caller(request), timezone.now()
    report_correction(case_id, body.words, user=user, at=at, version=body.version)
    return Status(204, None)


@router.get(
    "/desk/afterchecks",
    response=gives(AftercheckPage),
    operation_id="list_afterchecks",
    summary="Promises to check 承诺核查",
)
def checks(request: HttpRequest, paging: Query[Paging]) -> AftercheckPage:
    """Open checks at the caller's offices."""
    user, at = caller(request), timezone.now()
    if not has_post(user, at=at):
        raise StaffOnly
    rows = afterchecks_for(user, at=at).filter(closed_at__isnull=True).order_by("pk")
    if paging.after:
        rows = rows.filter(pk__gt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    return AftercheckPage(items=[AftercheckOut.of(case) for case in page], next=following)


@router.post(
    "/desk/afterchecks/{check_id}/steps",
    response=gives(AftercheckOut, 404, 409),
    operation_id="take_check_step",
    summary="Check a promise 核查",
)
def check_step(request: HttpRequest, check_id: UUID, body: AftercheckStepBody) -> AftercheckOut:
    """With all that follows for the promise, the licence and the credit register."""
    user, at = caller(request), timezone.now()
    take_check_step(body.for_case(check_id), user=user, at=at)
    return AftercheckOut.of(get_case_for(user, check_id, at=at))


@router.get(
    "/credit",
    response=gives(CreditsOut),
    operation_id="list_credit",
    summary="My credit records 失信记录",
)
def my_credit(request: HttpRequest) -> CreditsOut:
    """Mine and those of whom I act for, the latest 200."""
    rows = credit_of(caller(request), at=timezone.now())[:MOST_ROWS]
    return CreditsOut(items=[CreditOut.of(row) for row in rows])


@router.post(
    "/credit/{record_id}/repair",
    response=gives(CreditOut, 404, 409),
    operation_id="ask_repair",
    summary="Ask for repair 申请信用修复",
)
def ask_repair(request: HttpRequest, record_id: UUID, body: PutRightBody) -> CreditOut:
    """The party says what it put right."""
    row = credit.ask_repair(record_id, body.words, user=caller(request), at=timezone.now())
    return CreditOut.of(row)


@router.post(
    "/desk/credit/{record_id}/decision",
    response=gives(CreditOut, 404, 409),
    operation_id="decide_repair",
    summary="Decide on a repair 决定信用修复",
)
def decide_repair(request: HttpRequest, record_id: UUID, body: RepairBody) -> CreditOut:
    """By an approver of the office that entered the record."""
    row = credit.decide_repair(
        record_id, repairs=body.repairs, reason=body.reason, user=caller(request),
        at=timezone.now(),
    )  # fmt: skip
    return CreditOut.of(row)


def _ways(user: User, application_id: UUID) -> WaysOut:
    at = timezone.now()
    what = planned_for(user, application_id, at=at)
    chosen = {(choice.matter, choice.kind) for choice in what.application.choices.all()}
    ways = ways_in(what, at=at, user=user)
    items = [WayOut.of(way, is_chosen=(way.matter.code, way.kind) in chosen) for way in ways]
    return WaysOut(items=items)
