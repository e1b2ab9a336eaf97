"""The statistics as a table: heads, rows with their keys' names, cells with their way down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yingshang.city.matters.desk_pages.words import said
from yingshang.city.matters.statistics.forms import AskedStatistics
from yingshang.city.matters.statistics.queries import DRILLS, Row, Which, sums_by, sums_of
from yingshang.city.matters.statistics.rates import BUNDLE, COUNTED, Rate, Sums, rates_of
from yingshang.city.matters.statistics.scope import Scope
from yingshang.core.catalogue.names import item_names
from yingshang.core.measures.types import shown
from yingshang.core.models import Item, Office


@dataclass(frozen=True)
class Cell:
    """A figure as it is read; `n` is what it was counted of, `url` leads to its cases."""

    head: str
    text: str
    n: int
    url: str = ""


@dataclass(frozen=True)
class TableRow:
    """One office, service or day; `url` narrows the page to it."""

    name: str
    cells: tuple[Cell, ...]
    sums: Sums
    url: str = ""


@dataclass(frozen=True)
class Table:
    """The whole: heads in order, rows, and the sum of all in the last one."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    total: TableRow


Way = Callable[[str, dict[str, object]], str]
"""From the name of a sum and what narrows it to the address of its cases; empty if none."""


def which_of(asked: AskedStatistics, scope: Scope, place: str) -> Which:
    """The sums that were asked for, as far as the reader may see them."""
    return Which(place, asked.kind, asked.days, scope.within(asked.office), asked.item)


def table_of(asked: AskedStatistics, which: Which, *, total: str, way: Way, here: str) -> Table:
    """The table: four SQL statements at most."""
    rows = sums_by(which, asked.by)
    names = _names(rows, asked.by, which.place)
    made = tuple(
        TableRow(
            names[row.key],
            _cells(row.sums, asked.kind, way, _narrowed(row, asked.by)),
            row.sums,
            _deeper(row, asked, here),
        )
        for row in rows
    )
    sums = sums_of(which)
    whole = TableRow(total, _cells(sums, asked.kind, way, {}), sums)
    return Table(tuple(cell.head for cell in whole.cells), made, whole)


def shown_rates(kind: str) -> tuple[Rate, ...]:
    """The rates of a table's columns."""
    return rates_of(kind)


def _cells(sums: Sums, kind: str, way: Way, narrowed: dict[str, object]) -> tuple[Cell, ...]:
    counts = [
        Cell(said(zh, en), f"{sums[name]:,}", sums[name], way(name, narrowed) if sums[name] else "")
        for name, (zh, en) in COUNTED.items()
        if kind != BUNDLE or name != "accepted"
    ]
    return (*counts, *(_rate(rate, sums, way, narrowed) for rate in shown_rates(kind)))


def _rate(rate: Rate, sums: Sums, way: Way, narrowed: dict[str, object]) -> Cell:
    value = rate.value(sums)
    text = shown(value.value, rate.unit)
    url = way(rate.drill, narrowed) if value.n and rate.drill in DRILLS else ""
    return Cell(said(rate.zh, rate.en), text, value.n, url)


def _narrowed(row: Row, by: str) -> dict[str, object]:
    """What narrows the page's question to this row."""
    if isinstance(row.key, date):
        last = row.key if by == "day" else _last_of_month(row.key)
        return {"first": row.key.isoformat(), "last": last.isoformat()}
    return {by: str(row.key)}


def _deeper(row: Row, asked: AskedStatistics, here: str) -> str:
    """From an office to its services, from a service to its days, from a month to its days."""
    following = {"office": "item", "item": "day", "month": "day"}.get(asked.by)
    if following is None:
        return ""
    return f"{here}?{asked.query(**_narrowed(row, asked.by), by=following)}"


def _last_of_month(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _names(rows: Sequence[Row], by: str, place: str) -> dict[UUID | str | date, str]:
    keys = [row.key for row in rows]
    if by == "office":
        offices = Office.objects.in_bulk(keys)
        return {key: said(office.name, office.name_en) for key, office in offices.items()}
    if by == "item":
        items = Item.objects.filter(
            place=place, kind__in=["matter", "bundle"], code__in=keys, is_current=True
        ).values_list("code", "pk")
        versions = dict(items)
        texts = item_names(versions.values())
        found = {code: said(*texts[pk]) for code, pk in versions.items()}
        return {key: found.get(str(key), str(key)) for key in keys}
    return {key: f"{key:%Y-%m-%d}" if by == "day" else f"{key:%Y-%m}" for key in keys}
