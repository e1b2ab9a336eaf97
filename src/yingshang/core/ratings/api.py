"""好差评 by API: a finished case is rated once by whom it served."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from yingshang.core.access.api import caller
from yingshang.core.ratings.errors import RatingHidden
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import CASE, case_acted_for, rate, rating_of
from yingshang.core.ratings.schemas import RatingBody, RatingOut
from yingshang.core.schemas import gives

router = Router(tags=["ratings"])


@router.post(
    "/cases/{case_id}/rating",
    response=gives(RatingOut, 404, 409, status=201),
    operation_id="rate_case",
    summary="Rate a finished case 评价",
)
def give(request: HttpRequest, case_id: UUID, body: RatingBody) -> Status[RatingOut]:
    """Bundle and member apart, each once; a bad rating is followed up by the call-back desk."""
    reasons = tuple(reason.value for reason in body.reasons)
    opinion = Opinion(body.grade, reasons, body.comment)
    rating = rate(case_id, opinion, user=caller(request), at=timezone.now())
    return Status(201, RatingOut.of(rating))


@router.get(
    "/cases/{case_id}/rating",
    response=gives(RatingOut, 404),
    operation_id="get_rating",
    summary="My rating of a case 我的评价",
)
def given(request: HttpRequest, case_id: UUID) -> RatingOut:
    """For the case's party and its agents only; those who serve it find nothing here."""
    case = case_acted_for(caller(request), case_id, at=timezone.now())
    rating = rating_of(CASE, case.pk)
    if rating is None:
        raise RatingHidden
    return RatingOut.of(rating)
