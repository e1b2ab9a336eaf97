"""Signatures by API: what is asked of the caller, what exactly it is, yes or no."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from yingshang.city.matters.api.schemas.signatures import (
    Decided,
    SignBody,
    WantedOut,
    WantedPage,
    WantedRow,
)
from yingshang.city.matters.applications import submission
from yingshang.city.matters.queries.applications import signature_for, wanted_signatures
from yingshang.city.matters.queries.submitted import planned_as_submitted
from yingshang.core.access.api import caller
from yingshang.core.schemas import Paging, cut, gives

router = Router(tags=["signatures"])


@router.get(
    "/signatures",
    response=gives(WantedPage),
    operation_id="list_signatures",
    summary="What waits for my signature 待我签名",
)
def wanted(request: HttpRequest, paging: Query[Paging]) -> WantedPage:
    """Applications in which the caller is named as one who signs; `after` is an application."""
    rows = wanted_signatures(caller(request)).order_by("application_id")
    if paging.after:
        rows = rows.filter(application_id__gt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.application_id)
    items = [WantedRow.of(row) for row in page]
    return WantedPage(items=items, next=following)


@router.get(
    "/signatures/{application_id}",
    response=gives(WantedOut, 404),
    operation_id="get_signature_content",
    summary="What exactly is signed 签名内容",
)
def content(request: HttpRequest, application_id: UUID) -> WantedOut:
    """Fields, answers and materials as submitted, and the hash that stands for them."""
    signature = signature_for(caller(request), application_id)
    return WantedOut.of(signature, planned_as_submitted(signature.application, at=timezone.now()))


@router.post(
    "/signatures/{application_id}",
    response=gives(Decided, 404, 409),
    operation_id="decide_signature",
    summary="Sign or refuse 签名或拒绝",
)
def decide(request: HttpRequest, application_id: UUID, body: SignBody) -> Decided:
    """With the last signature the application becomes a case."""
    application = submission.decide_signature(
        application_id,
        user=caller(request),
        content=body.content,
        at=timezone.now(),
        agrees=body.agrees,
    )
    return Decided(
        application_id=application.pk, state=application.state, case_id=application.case_id
    )
