"""Deadlines by the rules of the law, case by case."""

import pytest

from tests.worktime.cast import (
    at,
    calendar_days,
    clock,
    days,
    halves,
    hours,
    minutes,
)
from yingshang.worktime import Budget


@pytest.mark.parametrize(
    ("started", "budget", "due"),
    [
        # the day of the event is not counted; weekends, holidays and make-up days
        ("2026-11-18 15:20", days(5), "2026-11-25 17:00"),
        ("2026-11-18 00:00", days(1), "2026-11-19 17:00"),
        ("2026-11-18 23:59", days(1), "2026-11-19 17:00"),
        ("2026-09-30 10:00", days(3), "2026-10-10 17:00"),
        ("2022-01-28 10:00", days(2), "2022-01-30 17:00"),
        ("2022-01-28 10:00", days(3), "2022-02-07 17:00"),
        # complete at 23:59 on a rest day: received that day, counted from the next working day
        ("2026-11-21 23:59", days(1), "2026-11-23 17:00"),
        # on the spot
        ("2026-11-18 15:20", days(0), "2026-11-18 17:00"),
        ("2026-11-18 17:00", days(0), "2026-11-18 17:00"),
        ("2026-11-18 17:01", days(0), "2026-11-19 17:00"),
        ("2026-11-21 10:00", days(0), "2026-11-23 17:00"),
        ("2026-11-21 10:00", calendar_days(0), "2026-11-23 17:00"),
        # half days: the session of the event is not counted
        ("2026-11-18 10:00", halves(1), "2026-11-18 17:00"),
        ("2026-11-18 15:20", halves(1), "2026-11-19 12:00"),
        ("2026-11-18 12:30", halves(1), "2026-11-18 17:00"),
        ("2026-11-18 08:00", halves(1), "2026-11-18 12:00"),
        ("2026-11-20 15:20", halves(2), "2026-11-23 17:00"),
        ("2026-11-18 10:00", halves(0), "2026-11-18 12:00"),
        ("2026-11-18 12:30", halves(0), "2026-11-18 17:00"),
        # office hours from the event, or from the next opening
        ("2026-11-18 15:20", hours(4), "2026-11-19 11:20"),
        ("2026-11-18 11:30", hours(1), "2026-11-18 14:00"),
        ("2026-11-18 16:00", hours(1), "2026-11-18 17:00"),
        ("2026-11-20 18:00", hours(1), "2026-11-23 10:00"),
        ("2026-11-20 18:00", hours(0), "2026-11-23 09:00"),
        # minutes at any time
        ("2026-11-21 23:50", minutes(20), "2026-11-22 00:10"),
        ("2026-11-21 23:50", minutes(0), "2026-11-21 23:50"),
        # calendar days, moved when the last one rests
        ("2026-11-01 10:00", calendar_days(15), "2026-11-16 17:00"),
        ("2026-11-01 10:00", calendar_days(20), "2026-11-23 17:00"),
        ("2026-09-20 10:00", calendar_days(11), "2026-10-08 17:00"),
    ],
)
def test_a_deadline_follows_the_law(started: str, budget: Budget, due: str) -> None:
    answer = clock().due(at(started), budget)
    assert answer.at == at(due)
    assert not answer.provisional


def test_a_deadline_is_said_in_words() -> None:
    due = clock().due(at("2026-11-18 15:20"), days(6))
    assert due.latest_text() == "11月26日（周四）17:00"
    assert due.latest_text("en") == "Thursday 26 November, 17:00"
    assert due.latest_text(year=True) == "2026年11月26日（周四）17:00"
    assert due.latest_text("en", year=True) == "Thursday 26 November 2026, 17:00"


@pytest.mark.parametrize(
    ("started", "until", "budget", "used"),
    [
        ("2026-11-18 15:20", "2026-11-18 23:00", days(5), 0),
        ("2026-11-18 15:20", "2026-11-19 00:00", days(5), 1),
        ("2026-11-18 15:20", "2026-11-22 10:00", days(5), 2),
        ("2026-11-18 15:20", "2026-11-17 10:00", days(5), 0),
        ("2026-11-18 10:00", "2026-11-18 14:00", halves(5), 1),
        ("2026-11-18 15:20", "2026-11-19 08:00", halves(5), 0),
        ("2026-11-18 15:20", "2026-11-19 09:05", hours(5), 1.75),
        ("2026-11-18 15:20", "2026-11-18 15:21", minutes(5), 1),
        ("2026-11-18 15:20", "2026-11-22 10:00", calendar_days(5), 4),
    ],
)
def test_used_time_is_what_has_begun(started: str, until: str, budget: Budget, used: float) -> None:
    assert clock().used(at(started), at(until), budget.unit) == used


def test_what_remains_is_nothing_on_a_moved_last_day_and_negative_when_late() -> None:
    left = [
        clock().remaining(at("2026-11-01 10:00"), at(until), calendar_days(20))
        for until in ("2026-11-20 09:00", "2026-11-23 09:00", "2026-11-24 09:00")
    ]
    assert left == [1, 0, -3]
