"""Nouns of a calendar: a day, a named holiday, a year as it was announced."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How sure a year is. Missing years count like provisional ones: weekends only."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    MISSING = "missing"


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


@dataclass(frozen=True)
class Day:
    """One date as offices keep it; make-up days (调休上班) are working days."""

    date: date
    working: bool
    kind: DayKind
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Holiday:
    """A named run of rest days, both ends included, with the notice that announced it."""

    name_zh: str
    name_en: str
    first: date
    last: date
    source: str


@dataclass(frozen=True)
class Year:
    """One year's rest and make-up days, and how far they can be relied on."""

    year: int
    status: Status
    source: str
    holidays: tuple[Holiday, ...] = ()
    makeup_workdays: tuple[date, ...] = ()
