"""A paginator that stops counting: a list of a million rows says `1,000+` and answers at once."""

from __future__ import annotations  # Django's Paginator and Page are generic in the stubs only

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from typing_extensions import override

COUNT_CAP = 1000
PER_PAGE = 50
LONG_SECONDS = 300
"""So long a list that was longer than the cap is taken to be so still."""

if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator


class CappedPaginator(AnyPaginator):
    """Counts at most `cap` rows; pages beyond the cap are reached by narrowing the filter.

    With a `key` that names the list and its reader, a list that went beyond the cap is not counted
    again for some minutes.
    """

    def __init__(
        self, rows: Any, *, per_page: int = PER_PAGE, cap: int = COUNT_CAP, key: str = ""
    ) -> None:
        super().__init__(rows, per_page)
        self.cap = cap
        self.key = f"ui.long.{hashlib.sha256(key.encode()).hexdigest()}" if key else ""

    @cached_property
    def _seen(self) -> int:
        """Rows found when counting stopped at one more than the cap."""
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows[: self.cap + 1])
        if self.key and cache.get(self.key):
            return self.cap + 1
        found = _bare(rows)[: self.cap + 1].count()
        if self.key and found > self.cap:
            cache.set(self.key, True, LONG_SECONDS)
        return found

    @cached_property
    @override
    def count(self) -> int:
        """The number of rows, never above the cap."""
        return min(self._seen, self.cap)

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than `count` says."""
        return self._seen > self.cap


def _bare(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows as they are counted: in no order, and without columns that each cost a search."""
    query = rows.query
    is_plain = query.group_by is None and not (query.combinator or query.distinct)
    return rows.order_by().values("pk") if is_plain else rows.order_by()


def page_of(
    request: HttpRequest, rows: Any, *, per_page: int = PER_PAGE, key: str = ""
) -> Page[Any]:
    """The page that `?page=` asks for; nonsense gives the first, too far gives the last.

    `key` as in `CappedPaginator`.
    """
    return CappedPaginator(rows, per_page=per_page, key=key).get_page(request.GET.get("page"))
