"""Papers and licences by API, and the check that is open to everybody."""

from typing import Annotated, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from yingshang.city.matters.api.reading import my_cases
from yingshang.city.matters.api.schemas.papers import (
    CheckOut,
    LicenceOut,
    LicencePage,
    PaperOut,
    Papers,
)
from yingshang.city.matters.licences.checking import check_by_token
from yingshang.city.matters.licences.doors import licence_pdf_for
from yingshang.city.matters.models import Licence, Paper
from yingshang.city.matters.papers.doors import paper_pdf_for
from yingshang.city.matters.papers.pdf import pdf_answer
from yingshang.core.access.api import caller
from yingshang.core.access.doors import get_case_for
from yingshang.core.schemas import Paging, cut, gives
from yingshang.errors import Missing

router = Router(tags=["papers"])
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$"), Path()]
BYTES = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
PDF = {"responses": {200: {"description": "The PDF", "content": BYTES}}}


class UnknownLicence(Missing):
    """This platform issued nothing under the token."""

    code: ClassVar[str] = "matters.unknown_licence"
    zh: ClassVar[str] = "本平台没有签发过这份证照。请核对二维码，或联系出示人。"
    en: ClassVar[str] = "This platform issued no such licence. Check the code, or ask the bearer."


@router.get(
    "/cases/{case_id}/papers",
    response=gives(Papers, 404),
    operation_id="list_papers",
    summary="The papers of a case 文书",
)
def papers(request: HttpRequest, case_id: UUID) -> Papers:
    """Of the case and, for a bundle, of its members."""
    case = get_case_for(caller(request), case_id, at=timezone.now())
    ids = [case.pk, *case.members.values_list("pk", flat=True)]
    rows = Paper.objects.filter(case_id__in=ids).order_by("issued_at", "pk")
    return Papers(items=[PaperOut.of(paper) for paper in rows])


@router.get(
    "/papers/{paper_id}/pdf",
    response=gives(None, 404),
    operation_id="get_paper_pdf",
    summary="A paper as PDF 下载文书",
    openapi_extra=PDF,
)
def paper_pdf(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """For the case's party, its agent and the offices that serve it."""
    return pdf_answer(paper_pdf_for(caller(request), paper_id, at=timezone.now()))


@router.get(
    "/licences",
    response=gives(LicencePage),
    operation_id="list_licences",
    summary="My licences 我的证照",
)
def licences(request: HttpRequest, paging: Query[Paging]) -> LicencePage:
    """Results of the caller's own cases and those of clients, latest first."""
    cases = my_cases(caller(request), at=timezone.now()).order_by().values("pk")
    rows = Licence.objects.filter(case__parent__in=cases).order_by("-pk")
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    items = [LicenceOut.of(licence) for licence in page]
    return LicencePage(items=items, next=following)


@router.get(
    "/licences/{licence_id}/pdf",
    response=gives(None, 404),
    operation_id="get_licence_pdf",
    summary="A licence as PDF 下载证照",
    openapi_extra=PDF,
)
def licence_pdf(request: HttpRequest, licence_id: UUID) -> HttpResponse:
    """Made on first demand and kept; afterwards the very same bytes."""
    return pdf_answer(licence_pdf_for(caller(request), licence_id, at=timezone.now()))


@router.get(
    "/check/{token}",
    response=gives(CheckOut, 404),
    operation_id="check_licence",
    summary="Is this licence genuine 证照核验",
    auth=None,
)
def check(request: HttpRequest, token: Token) -> CheckOut:
    """Public: what this platform issued under the token of the QR code, persons masked."""
    checked = check_by_token(token, at=timezone.now())
    if checked is None:
        raise UnknownLicence
    return CheckOut.of(checked)
