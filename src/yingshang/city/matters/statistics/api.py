"""The statistics by API: the same sums and rates as the page's."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from yingshang.city.matters.statistics.queries import Days, Which, sums_by, sums_of
from yingshang.city.matters.statistics.rates import Sums, rates_of
from yingshang.city.matters.statistics.scope import scope_of
from yingshang.core.access.api import caller
from yingshang.core.access.served import place_served
from yingshang.core.schemas import Code, Shape, gives, said
from yingshang.worktime.zone import FIRST_YEAR, LAST_YEAR

router = Router(tags=["statistics"])
Day = Annotated[date, Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))]
MOST_ROWS = 2000


class StatisticsQuery(Shape):
    """Which days, of services or of applications, by what, of which office and service.

    Without days it is this month until today.
    """

    first: Day | None = None
    last: Day | None = None
    kind: Literal["matter", "bundle"] = "matter"
    by: Literal["office", "item", "day", "month"] = "office"
    office: UUID | None = None
    item: Code | None = None


class RateOut(Shape):
    """A rate with its n; `value` is null, and never 0 or 100 %, where nothing was counted."""

    id: str
    name: str
    unit: str
    definition: str
    value: float | None
    n: int


class SumsOut(Shape):
    """The sums under a key (an office's id, a service's code, a day), and their rates."""

    key: str
    sums: dict[str, int]
    rates: list[RateOut]

    @classmethod
    def of(cls, key: object, sums: Sums, kind: str) -> "SumsOut":
        """The shape of some sums."""
        values = [(rate, rate.value(sums)) for rate in rates_of(kind)]
        rates = [
            RateOut(
                id=rate.name,
                name=said(rate.zh, rate.en),
                unit=rate.unit,
                definition=said(rate.definition_zh, rate.definition_en),
                value=None if value.value is None else float(value.value),
                n=value.n,
            )
            for rate, value in values
        ]
        return cls(key=str(key), sums=dict(sums), rates=rates)


class StatisticsOut(Shape):
    """The first 2,000 rows, and all together."""

    total: SumsOut
    items: list[SumsOut]


@router.get(
    "/statistics",
    response=gives(StatisticsOut),
    operation_id="get_statistics",
    summary="Statistics by office, service and day 统计",
)
def statistics(request: HttpRequest, query: Query[StatisticsQuery]) -> StatisticsOut:
    """For leaders, supervisors and heads of offices; a minute or so behind what happened."""
    user, at = caller(request), timezone.now()
    scope = scope_of(user, at=at)
    today = timezone.localdate()
    ends = sorted((query.first or today.replace(day=1), query.last or today))
    days = Days(ends[0], ends[1])
    place = place_served(user, at=at)
    which = Which(place, query.kind, days, scope.within(query.office), query.item or "")
    return StatisticsOut(
        total=SumsOut.of("", sums_of(which), query.kind),
        items=[
            SumsOut.of(row.key, row.sums, query.kind)
            for row in sums_by(which, query.by)[:MOST_ROWS]
        ],
    )
