"""What is drawn follows from the seed alone, and adds up."""

from collections import Counter
from datetime import UTC, date, datetime

from yingshang.simulation.city.agenda import key_of, number_in
from yingshang.simulation.city.arrivals import arrivals
from yingshang.simulation.city.chance import share, split
from yingshang.simulation.city.hours import OfficeTime, start_of
from yingshang.simulation.city.people import name_of
from yingshang.simulation.city.plan import BUNDLE_CASES, CityPlan
from yingshang.worktime import Calendar, OfficeHours, WorkClock

CALENDAR = Calendar(())
CLOCK = WorkClock(CALENDAR, OfficeHours())


def test_the_whole_city_is_as_large_as_was_published():
    assert CityPlan().bundles == BUNDLE_CASES


def test_parts_follow_the_weights_and_add_up():
    assert split(10, [1, 1, 0, 2]) == [2, 3, 0, 5]
    assert sum(split(2_071_000, [share(1, n) for n in range(212)])) == 2_071_000


def test_arrivals_are_the_same_each_time_and_can_begin_anywhere():
    plan = CityPlan(scale=0.0005, months=2)
    whole = list(arrivals(plan, CALENDAR))
    assert [one.n for one in whole] == list(range(plan.bundles))
    assert whole == sorted(whole, key=lambda one: one.at)
    assert list(arrivals(plan, CALENDAR, since=40)) == whole[40:]
    assert list(arrivals(CityPlan(scale=0.0005, months=2, seed=2), CALENDAR)) != whole
    by_day = Counter(one.at.astimezone(UTC).date().weekday() for one in whole)
    assert by_day[2] > 2 * by_day[6]


def test_office_time_skips_nights_and_weekends():
    time = OfficeTime(CLOCK, date(2022, 3, 1), 30)
    friday = datetime(2022, 3, 4, 8, 50, tzinfo=UTC)  # 16:50 in Shanghai
    assert time.later(friday, 5) == datetime(2022, 3, 4, 8, 55, tzinfo=UTC)
    assert time.later(friday, 15) == datetime(2022, 3, 7, 1, 5, tzinfo=UTC)
    assert time.later(start_of(date(2022, 3, 6)), 0) == datetime(2022, 3, 7, 1, 0, tzinfo=UTC)


def test_keys_carry_the_number_and_names_are_different():
    assert number_in(key_of(7, 123_456)) == 123_456
    assert key_of(7, 5) != key_of(8, 5)
    assert len({name_of(n) for n in range(20_000)}) == 20_000
