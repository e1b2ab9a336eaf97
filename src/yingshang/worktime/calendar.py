"""The calendar of working days: what was announced, and what may be assumed beyond it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from yingshang.worktime.days import Day, DayKind, Holiday, Status, Year
from yingshang.worktime.documents import read_years
from yingshang.worktime.errors import CalendarInvalid, Problem, YearNotPublished
from yingshang.worktime.table import DayTable
from yingshang.worktime.zone import check_year


@dataclass(frozen=True)
class Calendar:
    """Years of rest and make-up days. A year that is not here has weekends only."""

    years: tuple[Year, ...]

    @classmethod
    def from_mappings(cls, documents: Sequence[Mapping[str, object]]) -> "Calendar":
        """The calendar that the year documents describe, in any order.

        *Shapes*: see the README and `catalogue/common/calendar/2026.yaml`.
        *Errors*: `CalendarInvalid` with every problem and its path.
        """
        years, problems = read_years(documents)
        if problems:
            raise CalendarInvalid(problems)
        return cls(years)

    @staticmethod
    def problems(documents: Sequence[Mapping[str, object]]) -> list[Problem]:
        """Everything that is wrong with the documents; empty when they are sound."""
        return read_years(documents)[1]

    @cached_property
    def version(self) -> str:
        """SHA-256 of the content, in hex: equal calendars have equal versions."""
        content = [_year_content(year) for year in sorted(self.years, key=lambda y: y.year)]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def status(self, year: int) -> Status:
        """Published, provisional, or missing."""
        return self._status.get(year, Status.MISSING)

    def day(self, day: date) -> Day:
        """What kind of day this is, and what it is called."""
        named = self._named.get(day)
        if named is not None:
            return named
        check_year(day.year, field="date")
        if day.weekday() >= 5:
            return Day(day, False, DayKind.WEEKEND, "周末", "weekend")
        return Day(day, True, DayKind.WEEKDAY, "工作日", "working day")

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.day(day).working

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when `b` lies before `a`."""
        check_year(a.year, field="a")
        check_year(b.year, field="b")
        return self.table.through(b.toordinal()) - self.table.through(a.toordinal())

    def working_days_in(self, year: int) -> int:
        """All working days of one year."""
        check_year(year, field="year")
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        return self.table.through(last) - self.table.before(first)

    def unpublished_years(self, first: int, last: int) -> tuple[int, ...]:
        """The years from `first` to `last`, both included, whose holidays are not published."""
        published = self._published
        if last - first <= 1 and first in published and last in published:
            return ()
        return tuple(year for year in range(first, last + 1) if year not in published)

    def require_published(self, first: int, last: int) -> None:
        """*Errors*: `YearNotPublished`, naming the first year that is not."""
        for year in self.unpublished_years(first, last):
            raise YearNotPublished(year=year)

    @cached_property
    def table(self) -> DayTable:
        """The working days numbered, made once for a calendar."""
        rest = {day.toordinal() for day, named in self._named.items() if not named.working}
        extra = {day.toordinal() for day, named in self._named.items() if named.working}
        return DayTable(rest=rest, extra=extra)

    @cached_property
    def _status(self) -> dict[int, Status]:
        return {year.year: year.status for year in self.years}

    @cached_property
    def _published(self) -> frozenset[int]:
        return frozenset(y for y, status in self._status.items() if status is Status.PUBLISHED)

    @cached_property
    def _named(self) -> dict[date, Day]:
        named: dict[date, Day] = {}
        for year in self.years:
            for holiday in year.holidays:
                named.update((day.date, day) for day in _holidays(holiday))
            for moved in year.makeup_workdays:
                named[moved] = Day(moved, True, DayKind.MAKEUP, "调休上班", "make-up working day")
        return named


def _holidays(holiday: Holiday) -> Iterable[Day]:
    for offset in range((holiday.last - holiday.first).days + 1):
        day = holiday.first + timedelta(days=offset)
        yield Day(day, False, DayKind.HOLIDAY, holiday.name_zh, holiday.name_en)


def _year_content(year: Year) -> dict[str, object]:
    holidays = [
        [h.name_zh, h.name_en, h.first.isoformat(), h.last.isoformat(), h.source]
        for h in sorted(year.holidays, key=lambda h: h.first)
    ]
    makeup = sorted(day.isoformat() for day in year.makeup_workdays)
    return {
        "year": year.year,
        "status": year.status.value,
        "source": year.source,
        "holidays": holidays,
        "makeup_workdays": makeup,
    }
