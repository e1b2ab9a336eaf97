"""A place's published figures beside what the platform itself counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yingshang.core.catalogue.models import Item
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import is_known, measure
from yingshang.core.measures.types import Measure, Value, shown


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One published figure; `measure` and `counted` are None where nothing can be counted yet."""

    code: str
    body: Mapping[str, Any]
    period: Period
    measure: Measure | None
    counted: Value | None

    @property
    def published_text(self) -> str:
        """The published value as the measure's own unit writes it."""
        value = self.body["value"]
        return f"{value:,}" if isinstance(value, int) else str(value)

    @property
    def counted_text(self) -> str:
        """The counted value as it is read."""
        if self.measure is None or self.counted is None:
            return "—"
        return shown(self.counted.value, self.measure.unit)


def figures_of(place: str, *, at: datetime, period: Period | None = None) -> list[FigureRow]:
    """The place's figures by capability and code, each counted anew where that is possible.

    Counted over `period`, or over the figure's own, or over everything until `at`.
    """
    items = Item.objects.filter(place=place, kind="figure", is_current=True)
    rows = [_row(place, item, at, period) for item in items]
    return sorted(rows, key=lambda row: (str(row.body["capability"]), row.code))


def _row(place: str, item: Item, at: datetime, asked: Period | None) -> FigureRow:
    body = item.body
    own = Period.parse(body["period"]) if body.get("period") else Period.up_to(at)
    period = asked or own
    name = body.get("measure")
    if not name or not is_known(name):
        return FigureRow(item.code, body, own, None, None)
    found = measure(name)
    return FigureRow(item.code, body, period, found, found.compute(place, period))
