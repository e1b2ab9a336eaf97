"""Figures by API, for those who serve at an office."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from yingshang.core.access.api import caller
from yingshang.core.access.decorators import StaffOnly
from yingshang.core.access.posts import has_post
from yingshang.core.catalogue.places import place_code
from yingshang.core.measures.figures import figures_of
from yingshang.core.measures.schemas import FigureOut, Figures
from yingshang.core.schemas import gives

router = Router(tags=["figures"])


@router.get(
    "/figures",
    response=gives(Figures),
    operation_id="list_figures",
    summary="Published and counted figures 数字",
)
def figures(request: HttpRequest) -> Figures:
    """What the place published, beside what the platform counts from its own records."""
    user, at = caller(request), timezone.now()
    if not has_post(user, at=at):
        raise StaffOnly
    return Figures(items=[FigureOut.of(row) for row in figures_of(place_code(), at=at)])
