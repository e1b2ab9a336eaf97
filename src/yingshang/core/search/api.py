"""Finding cases by API."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from yingshang.core.access.api import caller
from yingshang.core.schemas import gives
from yingshang.core.search.finding import find
from yingshang.core.search.schemas import FoundCase, FoundPage, SearchQuery

router = Router(tags=["search"])


@router.get(
    "/search",
    response=gives(FoundPage, 503),
    operation_id="search_cases",
    summary="Find cases 查找办件",
)
def search(request: HttpRequest, query: Query[SearchQuery]) -> FoundPage:
    """By number, name, title or pinyin initials, among the cases that the caller may see.

    A case is found some seconds after it was opened, by its whole number at once.
    """
    found = find(caller(request), query.search(), at=timezone.now(), limit=query.limit)
    return FoundPage(items=[FoundCase.of(case) for case in found.cases], next=found.next)
