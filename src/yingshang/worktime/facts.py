"""What a trace states, as data; the voices put it into words."""

from dataclasses import dataclass
from datetime import date, datetime

from yingshang.worktime.budgets import Budget, Extension, Unit
from yingshang.worktime.days import DayKind, Status
from yingshang.worktime.pauses import Pause


@dataclass(frozen=True)
class Started:
    """The event, and the day or moment from which its time counts."""

    at: datetime
    total: Budget
    counting_from: datetime


@dataclass(frozen=True)
class Run:
    """Consecutive days of one kind and name, both ends included."""

    kind: DayKind
    first: date
    last: date
    name_zh: str
    name_en: str

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Summary:
    """Many runs of one kind, told in one sentence: (name_zh, name_en, runs, days) each."""

    kind: DayKind
    first: date
    groups: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True)
class Paused:
    """A pause that moved the deadline, as taken: `start` up to and not including `end`."""

    pause: Pause
    start: datetime
    end: datetime
    unit: Unit

    @property
    def first(self) -> date:
        """The first day it touches."""
        return self.start.date()


@dataclass(frozen=True)
class Overlapping:
    """Some pauses ran at once; the time was taken out once."""


@dataclass(frozen=True)
class Extended:
    """Time was added."""

    extension: Extension


@dataclass(frozen=True)
class Reached:
    """The end of the count."""

    at: datetime
    total: Budget


@dataclass(frozen=True)
class Moved:
    """A calendar-day limit that ended at rest (or in a pause) and moved to a working day."""

    counted_to: date
    name_zh: str
    name_en: str
    at: datetime
    total: Budget


@dataclass(frozen=True)
class Unpublished:
    """A year whose holidays are not known yet."""

    year: int
    status: Status


Fact = Started | Run | Summary | Paused | Overlapping | Extended | Reached | Moved | Unpublished
