"""A deadline beyond the published years is computed, marked and explained."""

import pytest

from tests.worktime.cast import at, calendar, clock, days, documents, minutes
from yingshang.worktime import Calendar, DateOutOfRange, WorkClock, YearNotPublished


def test_a_deadline_in_an_unpublished_year_is_provisional_and_says_so() -> None:
    due = clock().due(at("2026-12-30 10:00"), days(3))
    assert due.at == at("2027-01-04 17:00")
    assert due.provisional
    assert due.trace.lines()[-2:] == [
        "第 3 个工作日为 2027年1月4日。",
        "2027 年放假安排尚未公布，暂按周末休息推算；公布后重新计算。",
    ]
    assert "2027" in due.trace.lines("en")[-1]


def test_a_missing_year_is_computed_by_its_weekends() -> None:
    due = clock().due(at("2028-01-03 10:00"), days(5))
    assert due.at == at("2028-01-10 17:00")
    assert due.provisional
    assert due.trace.lines()[-1].startswith("2028 年没有日历，")


def test_publication_moves_the_deadline_and_makes_it_certain() -> None:
    published = documents()
    published[-1] |= {
        "status": "published",
        "holidays": [{"zh": "元旦", "en": "New Year", "from": "2027-01-01", "to": "2027-01-03"}],
    }
    due = WorkClock(Calendar.from_mappings(published)).due(at("2026-12-30 10:00"), days(3))
    assert (due.at, due.provisional) == (at("2027-01-05 17:00"), False)


def test_whoever_needs_certainty_is_refused_with_the_year() -> None:
    with pytest.raises(YearNotPublished) as refusal:
        clock().due(at("2026-12-30 10:00"), days(3), published_only=True)
    assert refusal.value.data == {"year": 2027}
    with pytest.raises(YearNotPublished):
        calendar().require_published(2026, 2028)
    calendar().require_published(2019, 2026)


def test_minutes_need_no_calendar() -> None:
    assert not clock().due(at("2027-06-01 10:00"), minutes(5)).provisional


@pytest.mark.parametrize("budget", [days(99_999), minutes(10**12)])
def test_a_deadline_beyond_the_tables_is_refused(budget: object) -> None:
    with pytest.raises(DateOutOfRange):
        clock().due(at("2026-11-18 15:20"), budget)


def test_a_missing_year_between_published_ones_is_noticed() -> None:
    gap = [document for document in documents() if document["year"] in {2024, 2026}]
    calendar_with_gap = Calendar.from_mappings(gap)
    assert calendar_with_gap.unpublished_years(2024, 2026) == (2025,)
    assert WorkClock(calendar_with_gap).due(at("2024-12-20 10:00"), days(270)).provisional
