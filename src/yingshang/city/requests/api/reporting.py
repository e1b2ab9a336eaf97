"""Reporting by API what could not be done, and following it."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from yingshang.city.requests.api.schemas import (
    ReceiptBody,
    ReceiptOut,
    ReportBody,
    ReportOut,
    VisitorBody,
)
from yingshang.city.requests.unresolved.contacts import Contact
from yingshang.city.requests.unresolved.doors import get_own_for
from yingshang.city.requests.unresolved.intake import Report, report_online
from yingshang.city.requests.unresolved.models import Unresolved
from yingshang.city.requests.unresolved.receipts import case_by_receipt, receipt_code
from yingshang.core.access.api import caller
from yingshang.core.catalogue.places import place_code
from yingshang.core.schemas import gives

router = Router(tags=["requests"])
open_router = Router(tags=["requests"], auth=None)
API = Unresolved.Channel.API


@router.post(
    "/unresolved",
    response=gives(ReportOut, 404, status=201),
    operation_id="report_unresolved",
    summary="Report what could not be done 反映办不成的事",
)
def report(request: HttpRequest, body: ReportBody) -> Status[ReportOut]:
    """For oneself, or for whom one acts in the case that is named by its number."""
    told = Report(body.key, body.what, body.about_case, body.about_item or "")
    case = report_online(
        told, place=place_code(), user=caller(request), at=timezone.now(), channel=API
    )
    return Status(201, ReportOut.of(case))


@router.get(
    "/unresolved/{reported_id}",
    response=gives(ReportOut, 404),
    operation_id="get_unresolved",
    summary="What became of my report 我的反映",
)
def reported(request: HttpRequest, reported_id: UUID) -> ReportOut:
    """For whoever reported it and its agents."""
    return ReportOut.of(get_own_for(caller(request), reported_id, at=timezone.now()))


@open_router.post(
    "/unresolved/visitor",
    response=gives(ReceiptOut, 404, status=201),
    operation_id="report_unresolved_as_visitor",
    summary="Report without a log-in 不登录反映",
)
def report_as_visitor(request: HttpRequest, body: VisitorBody) -> Status[ReceiptOut]:
    """The answer is the receipt; keep it, since the code is not shown again."""
    told = Report(body.key, body.what, "", body.about_item or "", Contact(body.name, body.phone))
    case = report_online(told, place=place_code(), user=None, at=timezone.now(), channel=API)
    return Status(201, ReceiptOut(number=case.number, code=receipt_code(case.pk)))


@open_router.post(
    "/unresolved/receipt",
    response=gives(ReportOut, 404),
    operation_id="follow_unresolved",
    summary="Follow a report by its receipt 凭回执查询",
)
def follow(request: HttpRequest, body: ReceiptBody) -> ReportOut:
    """A wrong number and a wrong code answer alike."""
    return ReportOut.of(case_by_receipt(body.number, body.code))
