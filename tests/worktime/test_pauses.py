"""Pauses and extensions move a deadline, each minute and day once."""

from datetime import timedelta

import pytest

from tests.worktime.cast import at, calendar_days, clock, days, halves, hours, minutes, pause
from yingshang.worktime import Extension, ExtensionUnitDiffers, PauseInvalid, PauseStillOpen

STARTED = at("2026-11-18 15:20")
REVIEW = pause("2026-11-23 09:00", "2026-11-23 16:00")


def test_a_day_touched_by_a_pause_is_not_counted() -> None:
    assert clock().due(STARTED, days(5), pauses=[REVIEW]).at == at("2026-11-26 17:00")
    assert clock().due(STARTED, calendar_days(5), pauses=[REVIEW]).at == at("2026-11-24 17:00")


def test_a_pause_until_midnight_does_not_touch_the_next_day() -> None:
    until_midnight = pause("2026-11-23 09:00", "2026-11-24 00:00")
    assert clock().due(STARTED, days(5), pauses=[until_midnight]).at == at("2026-11-26 17:00")


def test_two_pauses_on_one_day_take_it_out_once() -> None:
    apart = [
        pause("2026-11-23 09:00", "2026-11-23 10:00"),
        pause("2026-11-23 14:00", "2026-11-23 15:00"),
    ]
    assert clock().due(STARTED, days(5), pauses=apart).at == at("2026-11-26 17:00")


def test_overlapping_pauses_count_as_their_union() -> None:
    pauses = [
        pause("2026-11-19 09:00", "2026-11-19 10:30"),
        pause("2026-11-19 10:00", "2026-11-19 11:00"),
    ]
    assert clock().due(STARTED, hours(4), pauses=pauses).at == at("2026-11-19 14:50")
    elapsed = clock().elapsed(STARTED, at("2026-11-19 15:20"), pauses)
    assert elapsed == timedelta(hours=22)


def test_half_days_and_minutes_lose_only_what_was_paused() -> None:
    morning = pause("2026-11-19 10:00", "2026-11-19 11:00")
    assert clock().due(STARTED, halves(1), pauses=[morning]).at == at("2026-11-19 17:00")
    soon = pause("2026-11-18 15:25", "2026-11-18 15:35")
    assert clock().due(STARTED, minutes(10), pauses=[soon]).at == at("2026-11-18 15:40")


def test_a_pause_after_the_deadline_changes_nothing() -> None:
    later = pause("2026-11-26 09:00", "2026-11-27 09:00")
    assert clock().due(STARTED, days(5), pauses=[later]).at == at("2026-11-25 17:00")


def test_a_moved_calendar_day_deadline_does_not_fall_into_a_pause() -> None:
    monday = pause("2026-11-23 09:00", "2026-11-23 12:00")
    due = clock().due(at("2026-11-01 10:00"), calendar_days(20), pauses=[monday])
    assert due.at == at("2026-11-24 17:00")
    assert any("23 日专家评审" in line for line in due.trace.lines())


def test_an_open_pause_lasts_until_now_and_says_that_it_is_open() -> None:
    running = pause("2026-11-20 09:00", None)
    due = clock().due(STARTED, days(5), pauses=[running], now=at("2026-11-24 10:00"))
    assert due.at == at("2026-11-30 17:00")
    assert due.open_pause
    assert not clock().due(STARTED, days(5), pauses=[REVIEW]).open_pause


@pytest.mark.parametrize(
    ("now", "due"),
    [("2026-11-20 10:00", "2026-11-27 17:00"), ("2026-11-25 10:00", "2026-12-01 17:00")],
)
def test_an_open_pause_lasts_until_its_announced_end_unless_now_is_later(
    now: str, due: str
) -> None:
    announced = pause("2026-11-20 09:00", None, expected_end=at("2026-11-23 17:00"))
    answer = clock().due(STARTED, days(5), pauses=[announced], now=at(now))
    assert answer.at == at(due)


def test_an_open_pause_without_any_end_needs_to_know_the_time() -> None:
    with pytest.raises(PauseStillOpen) as refusal:
        clock().due(STARTED, days(5), pauses=[pause("2026-11-20 09:00", None)])
    assert refusal.value.field == "now"


def test_a_pause_cannot_end_before_it_starts() -> None:
    with pytest.raises(PauseInvalid):
        pause("2026-11-20 09:00", "2026-11-20 08:59")


def test_an_extension_adds_to_the_budget() -> None:
    more = Extension(days(3), "情况复杂", "示例〔2026〕2号", STARTED)
    assert clock().due(STARTED, days(5), extensions=[more]).at == at("2026-11-30 17:00")
    assert clock().remaining(STARTED, STARTED, days(5), extensions=[more]) == 8


def test_an_extension_in_another_unit_is_refused() -> None:
    odd = Extension(hours(3), "情况复杂", "示例〔2026〕2号", STARTED)
    with pytest.raises(ExtensionUnitDiffers) as refusal:
        clock().due(STARTED, days(5), extensions=[odd])
    assert refusal.value.data == {"unit": "working_day", "other": "working_hour"}
