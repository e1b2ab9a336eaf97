"""Wrong times, budgets and office hours get a clear refusal that names the field."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.worktime.cast import at, calendar, clock, days, halves
from yingshang.worktime import (
    Budget,
    BudgetInvalid,
    Extension,
    NaiveTime,
    OfficeHours,
    OfficeHoursInvalid,
    Pause,
    Unit,
    WorkClock,
)

NAIVE = datetime(2026, 11, 18, 15, 20)  # noqa: DTZ001 - the mistake under test


def test_a_time_without_a_zone_is_refused_wherever_it_stands() -> None:
    with pytest.raises(NaiveTime) as refusal:
        clock().due(NAIVE, days(5))
    assert refusal.value.field == "started"
    with pytest.raises(NaiveTime) as refusal:
        clock().used(at("2026-11-18"), NAIVE, Unit.WORKING_DAY)
    assert refusal.value.field == "until"
    with pytest.raises(NaiveTime) as refusal:
        Pause(NAIVE, None, "检验", "示例1号")
    assert refusal.value.field == "start"


def test_times_of_other_zones_are_read_on_the_clock_of_shanghai() -> None:
    late_in_london = datetime(2026, 11, 18, 16, 30, tzinfo=UTC)  # 00:30 on the 19th here
    assert clock().due(late_in_london, days(1)).at == at("2026-11-20 17:00")


@pytest.mark.parametrize("amount", [-1, 2.5, True, "5"])
def test_a_budget_is_a_whole_number_not_below_zero(amount: object) -> None:
    with pytest.raises(BudgetInvalid):
        Budget(amount, Unit.WORKING_DAY)


def test_a_unit_is_known_by_its_name_and_an_unknown_one_is_refused() -> None:
    assert Budget(5, "working_day").unit is Unit.WORKING_DAY
    with pytest.raises(BudgetInvalid) as refusal:
        Budget(5, "fortnight")
    assert refusal.value.field == "unit"


def test_an_extension_needs_a_time_with_a_zone() -> None:
    with pytest.raises(NaiveTime) as refusal:
        Extension(days(3), "情况复杂", "示例〔2026〕2号", NAIVE)
    assert refusal.value.field == "at"


@pytest.mark.parametrize(
    "sessions",
    [
        {},
        {"morning": ["12:00", "09:00"]},
        {"morning": ["09:00"]},
        {"morning": ["9 o'clock", "12:00"]},
        {"morning": [540, 720]},
        {"morning": ["09:00", "12:00"], "afternoon": ["11:00", "17:00"]},
        {"morning": ["09:00+08:00", "12:00+08:00"]},
    ],
)
def test_office_hours_out_of_order_are_refused(sessions: dict[str, list[str]]) -> None:
    with pytest.raises(OfficeHoursInvalid):
        OfficeHours.from_mapping(sessions)


def test_a_place_has_its_own_office_hours() -> None:
    hours = OfficeHours.from_mapping(
        {"morning": ["08:30", "12:00"], "afternoon": ["12:00", "16:30"]}
    )
    assert hours.sessions[1] == (time(12), time(16, 30))
    own = WorkClock(calendar(), hours)
    assert own.due(at("2026-11-18 10:00"), days(1)).at == at("2026-11-19 16:30")
    half = own.due(at("2026-11-18 08:00"), halves(1)).at
    assert half == at("2026-11-18 12:00")
    assert own.used(at("2026-11-18 08:00"), half, Unit.HALF_DAY) == 1
    assert own.used(at("2026-11-18 08:00"), half + timedelta(seconds=1), Unit.HALF_DAY) == 2


def test_the_default_office_hours_are_the_usual_ones() -> None:
    usual = {"morning": ["09:00", "12:00"], "afternoon": ["13:30", "17:00"]}
    assert OfficeHours() == OfficeHours.from_mapping(usual)
