"""The calendar of the common catalogue holds the announced days and admits what it cannot know."""

from datetime import date

import pytest

from tests.worktime.cast import calendar, documents
from yingshang.worktime import Calendar, DayKind, Status


def test_working_days_of_each_published_year_have_the_known_number() -> None:
    numbers = [calendar().working_days_in(year) for year in range(2019, 2027)]
    assert numbers == [250, 249, 250, 249, 249, 251, 248, 248]


def test_counting_from_new_years_eve_to_new_years_eve_gives_the_year() -> None:
    assert calendar().working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248
    assert calendar().working_days_between(date(2026, 12, 31), date(2025, 12, 31)) == -248


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2022, ["01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"]),
        (2026, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
    ],
)
def test_make_up_days_are_weekend_days_that_are_worked(year: int, expected: list[str]) -> None:
    days = [date.fromisoformat(f"{year}-{day}") for day in expected]
    known = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), days[-1].toordinal())]
    found = [day for day in known if calendar().day(day).kind is DayKind.MAKEUP]
    assert [*found, days[-1]] == days
    assert all(calendar().is_working(day) and day.weekday() >= 5 for day in days)


def test_a_day_says_what_it_is_in_both_languages() -> None:
    spring = calendar().day(date(2026, 2, 17))
    assert (spring.working, spring.kind) == (False, DayKind.HOLIDAY)
    assert (spring.name_zh, spring.name_en) == ("春节", "Spring Festival")
    assert calendar().day(date(2026, 11, 21)).kind is DayKind.WEEKEND
    assert calendar().day(date(2026, 11, 24)).kind is DayKind.WEEKDAY


def test_a_holiday_announced_by_another_notice_names_that_notice() -> None:
    year = next(year for year in calendar().years if year.year == 2022)
    assert year.source == "国务院办公厅关于2022年部分节假日安排的通知"
    assert year.holidays[-1].source == "国务院办公厅关于2023年部分节假日安排的通知"


def test_the_next_year_is_provisional_and_invents_no_holiday() -> None:
    year = next(year for year in calendar().years if year.year == 2027)
    assert (year.holidays, year.makeup_workdays) == ((), ())
    statuses = [calendar().status(year) for year in (2026, 2027, 2028)]
    assert statuses == [Status.PUBLISHED, Status.PROVISIONAL, Status.MISSING]


def test_the_version_follows_the_content_and_not_the_order_of_files() -> None:
    forward, backward = documents(), documents()[::-1]
    assert Calendar.from_mappings(backward).version == Calendar.from_mappings(forward).version
    forward[-2]["makeup_workdays"].pop()
    assert Calendar.from_mappings(forward).version != calendar().version
