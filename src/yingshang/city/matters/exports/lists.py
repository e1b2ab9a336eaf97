"""Which lists: each reads again what its page would show, as the asker may see it then."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import F

from yingshang.city.matters.desk_queries import QUEUE_STATES, Filters, desk_of, rows_of
from yingshang.city.matters.exports.describing import described
from yingshang.city.matters.exports.lines import COLUMNS, parts_of
from yingshang.city.matters.statistics.drilling import cases_behind
from yingshang.city.matters.statistics.forms import StatisticsForm
from yingshang.city.matters.statistics.queries import Which
from yingshang.city.matters.statistics.scope import StatisticsOnly, scope_of
from yingshang.core.access.served import place_served
from yingshang.core.exports.registry import register
from yingshang.core.exports.types import Exporter, Line, Wanted
from yingshang.core.search import finding


def queue_parts(wanted: Wanted) -> Iterator[list[Line]]:
    """The desk's queue as filtered, what is due first on top."""
    asked = wanted.filter
    state = asked.get("state", "")
    filters = Filters(
        asked.get("search", ""), asked.get("matter", ""), state if state in QUEUE_STATES else "todo"
    )
    rows = rows_of(desk_of(wanted.user, at=wanted.at), filters)
    return parts_of(rows.order_by(F("due_at").asc(nulls_last=True), "pk"), wanted)


def search_parts(wanted: Wanted) -> Iterator[list[Line]]:
    """What a search finds at the asker's posts, newest first."""
    asked = wanted.filter
    search = finding.Search(
        asked.get("text", ""), asked.get("item", ""), _uuid(asked, "office"), only_served=True
    )
    rows = finding.rows_of(wanted.user, search, at=wanted.at)
    return parts_of(rows.order_by("-search__position", "-pk"), wanted)


def statistics_parts(wanted: Wanted) -> Iterator[list[Line]]:
    """The cases behind a number of the statistics; none for who may not go down to them."""
    asked = StatisticsForm(dict(wanted.filter)).asked(at=wanted.at)
    scope = scope_of(wanted.user, at=wanted.at)
    if not scope.goes_down:
        raise StatisticsOnly
    place = place_served(wanted.user, at=wanted.at)
    which = Which(place, asked.kind, asked.days, scope.within(asked.office), asked.item)
    return parts_of(cases_behind(wanted.user, which, asked.drill, at=wanted.at), wanted)


def register_exporters() -> None:
    """Make the lists known."""
    lists = (
        ("matters.desk_queue", "我的待办", "My queue", queue_parts),
        ("core.search", "查找办件", "Search", search_parts),
        ("matters.statistics", "统计明细", "Statistics", statistics_parts),
    )
    for kind, zh, en, parts in lists:
        register(Exporter(kind, zh, en, COLUMNS, parts, described))


def _uuid(asked: Mapping[str, str], name: str) -> UUID | None:
    try:
        return UUID(asked.get(name, ""))
    except ValueError:
        return None
