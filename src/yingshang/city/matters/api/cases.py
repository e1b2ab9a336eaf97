"""Cases by API: my cases, one case with its clocks and entries, withdraw, correct, resubmit."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from yingshang.city.matters import applicants
from yingshang.city.matters.api.details import details_of
from yingshang.city.matters.api.reading import form_of, my_cases
from yingshang.city.matters.api.schemas.applications import GivenMaterial
from yingshang.city.matters.api.schemas.cases import (
    CaseOut,
    CasePage,
    CaseRow,
    EntryOut,
    EntryPage,
    ResubmitBody,
    WithdrawBody,
)
from yingshang.city.matters.api.schemas.forms import CaseForm
from yingshang.city.matters.api.typing_in import typed_in
from yingshang.city.matters.queries.inside import is_on_their_side, said_outside
from yingshang.core.access.api import caller
from yingshang.core.access.doors import get_case_for
from yingshang.core.access.models import User
from yingshang.core.documents.schemas import DocumentOut
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, DocumentUse
from yingshang.core.schemas import Paging, cut, gives

router = Router(tags=["cases"])


class CasePaging(Paging):
    """Which of my cases, and how many."""

    state: Literal["open", "closed"] | None = None


@router.get(
    "/cases",
    response=gives(CasePage),
    operation_id="list_cases",
    summary="My cases 我的办件",
)
def cases(request: HttpRequest, paging: Query[CasePaging]) -> CasePage:
    """The caller's own bundles and those of clients, latest first."""
    rows = my_cases(caller(request), at=timezone.now())
    if paging.state:
        rows = rows.filter(closed_at__isnull=paging.state == "open")
    if paging.after:
        rows = rows.filter(pk__lt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    items = [CaseRow.of(case) for case in page]
    return CasePage(items=items, next=following)


@router.get(
    "/cases/{case_id}",
    response=gives(CaseOut, 404),
    operation_id="get_case",
    summary="One case 一个办件",
)
def case(request: HttpRequest, case_id: UUID) -> CaseOut:
    """Who holds it, since when, due when and why, what stops it; for a bundle, of every member."""
    return _shown(caller(request), case_id)


@router.get(
    "/cases/{case_id}/form",
    response=gives(CaseForm, 404),
    operation_id="get_case_form",
    summary="What was filled in and given 申请内容和材料",
)
def form(request: HttpRequest, case_id: UUID) -> CaseForm:
    """The fields that the case uses, numbers of persons masked, and its documents."""
    at = timezone.now()
    found = get_case_for(caller(request), case_id, at=at)
    uses = DocumentUse.objects.filter(case=found).select_related("document__blob").order_by("pk")
    return CaseForm(
        fields=form_of(found, at=at),
        materials=[
            GivenMaterial(
                material=use.material,
                document=DocumentOut.of(use.document),
                is_reuse=use.is_reuse,
            )
            for use in uses
        ],
    )


@router.get(
    "/cases/{case_id}/entries",
    response=gives(EntryPage, 404),
    operation_id="list_entries",
    summary="The ledger of a case 台账",
)
def entries(request: HttpRequest, case_id: UUID, paging: Query[Paging]) -> EntryPage:
    """Every act on the case and its members, with the hash that commits to it."""
    user, at = caller(request), timezone.now()
    found = get_case_for(user, case_id, at=at)
    is_outside = is_on_their_side(user, found, at=at)
    every = entries_of([found.pk, *found.members.values_list("pk", flat=True)])
    ids = [entry.id for entry in every]
    first = ids.index(paging.after) + 1 if paging.after in ids else 0
    page, following = cut(every[first:], paging.limit, lambda entry: entry.id)
    items = [EntryOut.of(one, said_outside(one) if is_outside else one.data) for one in page]
    return EntryPage(items=items, next=following)


@router.post(
    "/cases/{case_id}/withdraw",
    response=gives(CaseOut, 404, 409),
    operation_id="withdraw_case",
    summary="Withdraw 撤回办件",
)
def withdraw(request: HttpRequest, case_id: UUID, body: WithdrawBody) -> CaseOut:
    """A bundle is withdrawn with all members that are not decided yet."""
    user = caller(request)
    applicants.withdraw(
        case_id, user=user, at=timezone.now(), version=body.version, reason=body.reason
    )
    return _shown(user, case_id)


@router.post(
    "/cases/{case_id}/resubmit",
    response=gives(CaseOut, 404, 409),
    operation_id="resubmit_case",
    summary="Correct and resubmit 补正",
)
def resubmit(request: HttpRequest, case_id: UUID, body: ResubmitBody) -> CaseOut:
    """Answers a deficiency notice; the case is received anew."""
    user, at = caller(request), timezone.now()
    types = {field.meaning: field.type for field in form_of(_found(user, case_id), at=at)}
    applicants.resubmit(
        case_id,
        typed_in(body.values, types),
        user=user,
        at=at,
        documents=[(given.material, given.document_id) for given in body.documents],
        version=body.version,
    )
    return _shown(user, case_id)


def _found(user: User, case_id: UUID) -> Case:
    return get_case_for(user, case_id, at=timezone.now())


def _shown(user: User, case_id: UUID) -> CaseOut:
    return details_of(user, case_id, at=timezone.now())
