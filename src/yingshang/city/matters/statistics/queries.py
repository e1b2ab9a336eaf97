"""Sums of a stretch of days, and the cases behind any of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from yingshang.city.matters.statistics.models import COUNTS, CaseFact, DayCount
from yingshang.city.matters.statistics.rates import Sums
from yingshang.core.measures.period import Period
from yingshang.worktime.zone import local

BY = ("office", "item", "day", "month")
RECEIVED, ACCEPTED, DECIDED = "received_day", "accepted_day", "decided_day"
DRILLS: dict[str, tuple[str, Q]] = {
    "received": (RECEIVED, Q()),
    "online": (RECEIVED, Q(is_online=True)),
    "accepted": (ACCEPTED, Q()),
    "decided": (DECIDED, Q()),
    "granted": (DECIDED, Q(is_granted=True)),
    "timed": (DECIDED, ~Q(timing="")),
    "early": (DECIDED, Q(timing="early")),
    "overdue": (DECIDED, Q(timing="overdue")),
    "at_once": (DECIDED, Q(is_at_once=True)),
}
"""Which cases stand behind a sum: the day that counts, and what else must hold."""


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to another, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, period: Period) -> "Days":
        """The days that a period touches."""
        end = local(period.end - timedelta(microseconds=1), field="end").date()
        return cls(local(period.start, field="start").date(), end)


@dataclass(frozen=True, slots=True)
class Which:
    """Which sums: of a place and a kind of case; of some offices or, if None, of all."""

    place: str
    kind: str
    days: Days
    offices: Collection[UUID] | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The sums under one key: an office's id, a service's code, or a day."""

    key: UUID | str | date
    sums: Sums


def sums_of(which: Which) -> Sums:
    """The sums of all together."""
    found = _counts(which).aggregate(**{name: Sum(name, default=0) for name in COUNTS})
    return {name: int(found[name]) for name in COUNTS}


def sums_by(which: Which, by: str) -> list[Row]:
    """The sums by office, item, day or month: days in order, others by what was received."""
    keys = {"office": F("office_id"), "item": F("item_code"), "day": F("day")}
    grouped = _counts(which).annotate(key=keys.get(by) or TruncMonth("day")).values_list("key")
    rows = grouped.annotate(*(Sum(name) for name in COUNTS))
    order = "key" if by in {"day", "month"} else "-received__sum"
    return [
        Row(key, dict(zip(COUNTS, map(int, sums), strict=True)))
        for key, *sums in rows.order_by(order, "key")
    ]


def facts_behind(which: Which, drill: str) -> QuerySet[CaseFact]:
    """The facts of the cases that a sum counted; as many as the sum says."""
    day, condition = DRILLS[drill]
    days = {f"{day}__gte": which.days.first, f"{day}__lte": which.days.last}
    facts = CaseFact.objects.filter(condition, place=which.place, kind=which.kind, **days)
    return _narrowed(facts, which)


def _counts(which: Which) -> QuerySet[DayCount]:
    days = {"day__gte": which.days.first, "day__lte": which.days.last}
    return _narrowed(DayCount.objects.filter(place=which.place, kind=which.kind, **days), which)


def _narrowed(rows: QuerySet[Any], which: Which) -> QuerySet[Any]:
    if which.offices is not None:
        rows = rows.filter(office_id__in=which.offices)
    return rows.filter(item_code=which.item) if which.item else rows
