"""The clock of a place: its calendar and office hours as the current edition has them."""

from functools import lru_cache
from typing import ClassVar
from uuid import UUID

from yingshang.core.catalogue.models import Item
from yingshang.core.statements import fetch
from yingshang.errors import Unavailable
from yingshang.worktime import Calendar, OfficeHours, WorkClock


class NoCalendar(Unavailable):
    """The place's lists are not loaded, so no deadline can be promised."""

    code: ClassVar[str] = "commitments.no_calendar"
    zh: ClassVar[str] = "{place} 的清单还没有载入，算不出期限。请先运行 yingshang catalogue load。"
    en: ClassVar[str] = (
        "The lists of {place} are not loaded, so no deadline can be computed."
        " Run: yingshang catalogue load"
    )


def work_clock(place: str, newest: UUID | None = None) -> WorkClock:
    """The clock of `place` under its newest edition; one SQL statement when nothing changed.

    None where the caller's transaction has read which is the newest. Errors: `NoCalendar`.
    """
    if newest is None:
        for (edition_id,) in fetch(NEWEST.format(place="%s"), [place]):
            newest = edition_id
    if newest is None:
        raise NoCalendar(place=place)
    return _clock(place, newest)


NEWEST = """SELECT id FROM core_edition WHERE place = {place}
ORDER BY loaded_at DESC, id DESC LIMIT 1"""
"""The newest edition of a place, as a statement or part of one."""


@lru_cache(maxsize=64)
def _clock(place: str, edition_id: UUID) -> WorkClock:
    years = Item.objects.filter(place=place, kind="calendar", is_current=True)
    hours = Item.objects.filter(place=place, kind="place", is_current=True).first()
    bodies = years.values_list("body", flat=True)
    calendar = Calendar.from_mappings([_without_validity(body) for body in bodies])
    sessions = (hours.body if hours else {}).get("office_hours")
    return WorkClock(calendar, OfficeHours.from_mapping(sessions) if sessions else OfficeHours())


def _without_validity(body: dict[str, object]) -> dict[str, object]:
    """What `worktime` knows of a year; the list's own header stays with the list."""
    return {key: value for key, value in body.items() if not key.startswith("valid_")}
