"""Services by API: the list, the guide, and the plan for given answers. Public."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from yingshang.city.matters.api.schemas.plans import PlanIn, PlanOut
from yingshang.city.matters.api.schemas.services import (
    Guide,
    ServicePage,
    ServicePaging,
    ServiceRow,
)
from yingshang.city.matters.lists import Service, offered, service
from yingshang.city.matters.shrinking import plan
from yingshang.core.catalogue.places import place_code
from yingshang.core.schemas import Code, cut, gives
from yingshang.worktime.zone import local

router = Router(tags=["services"], auth=None)
ServiceCode = Annotated[Code, Path(examples={"bundle": {"value": "company_opening"}})]


@router.get(
    "/services",
    response=gives(ServicePage),
    operation_id="list_services",
    summary="What one can apply for 办事清单",
)
def services(request: HttpRequest, paging: Query[ServicePaging]) -> ServicePage:
    """Bundles first, then single matters, in the order of the lists; `after` is a code."""
    items = offered(place_code(), on=local(timezone.now(), field="at").date())
    codes = [item.code for item in items]
    first = codes.index(paging.after) + 1 if paging.after in codes else 0
    rows, following = cut(items[first:], paging.limit, lambda item: item.code)
    return ServicePage(items=[ServiceRow.of(item) for item in rows], next=following)


@router.get(
    "/services/{code}",
    response=gives(Guide, 404),
    operation_id="get_service",
    summary="The guide to a service 办事指南",
)
def guide(request: HttpRequest, code: ServiceCode) -> Guide:
    """What it is, who does it, how long it takes, what is needed, before and after."""
    found = service(place_code(), code)
    return Guide.of(found, _plan(found, PlanIn()))


@router.post(
    "/services/{code}/plan",
    response=gives(PlanOut, 404),
    operation_id="plan_service",
    summary="What is asked for these answers 按回答精简",
)
def planned(request: HttpRequest, code: ServiceCode, body: PlanIn) -> PlanOut:
    """The one form, the materials and the promised time for given answers; nothing is kept."""
    return _plan(service(place_code(), code), body)


def _plan(found: Service, body: PlanIn) -> PlanOut:
    return PlanOut.of(plan(found.bundle, found.matters, body.answers, put_off=body.put_off))
