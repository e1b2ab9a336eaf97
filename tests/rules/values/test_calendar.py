"""Our calendar is Python's where that one reaches, and goes on by the same rules beyond."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.values.strategies import dates
from yingshang.rules.values import Date, DateTime, Days, Region, Time, Undefined
from yingshang.rules.values.calendar import MAX_YEAR, date_of_day
from yingshang.rules.values.date import date_at, months_between, plus_months
from yingshang.rules.values.date_time import plus_nanoseconds
from yingshang.rules.values.operators import add, less, subtract

_EPOCH = date(1970, 1, 1)


def _ours(day: date) -> Date:
    return Date(day.year, day.month, day.day)


@settings(max_examples=100, deadline=None)
@given(st.dates(), st.dates())
def test_days_are_counted_compared_and_added_as_python_does(one: date, other: date) -> None:
    apart = (one - other).days
    assert _ours(one).number == (one - _EPOCH).days
    assert _ours(one).weekday == one.isoweekday()
    assert subtract(_ours(one), _ours(other)) == Days(apart * 86_400 * 10**9)
    assert add(_ours(other), Days(apart * 86_400 * 10**9)) == _ours(one)
    assert less(_ours(one), _ours(other)) is (one < other)


@settings(max_examples=100, deadline=None)
@given(dates(), dates())
def test_a_day_number_is_the_inverse_of_its_date_in_any_year(one: Date, other: Date) -> None:
    assert date_at(one.number) == one
    assert (one < other) is (one.number < other.number)
    assert date_of_day(one.number + 146_097)[1:] == (one.month, one.day)


@settings(max_examples=100, deadline=None)
@given(dates(least=-5000, most=5000), st.integers(-1200, 1200))
def test_whole_months_are_the_inverse_of_adding_them(start: Date, months: int) -> None:
    end = plus_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    if start.day <= 28:
        assert months_between(start, end) == months


@settings(max_examples=100, deadline=None)
@given(
    st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2200, 1, 1)),  # noqa: DTZ001 - made aware below
    st.integers(-(10**7), 10**7),
    st.sampled_from(["Asia/Shanghai", "Europe/Paris", "Australia/Lord_Howe", "America/New_York"]),
)
def test_time_in_a_region_passes_as_in_python(local: datetime, seconds: int, region: str) -> None:
    start = local.replace(tzinfo=ZoneInfo(region), fold=0)
    end = (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(ZoneInfo(region))
    assert plus_nanoseconds(_moment(start, region), seconds * 10**9) == _moment(end, region)


def _moment(given: datetime, region: str) -> DateTime:
    time = Time(given.hour, given.minute, given.second, given.microsecond * 1000, Region(region))
    return DateTime(_ours(given), time)


def test_the_years_end_where_the_specification_ends_them() -> None:
    last = Date(MAX_YEAR, 12, 31)
    try:
        add(last, Days(86_400 * 10**9))
    except Undefined as why:
        reason = why.code
    assert reason == "no_such_date"


def test_a_clock_keeps_its_last_known_rules_for_ever() -> None:
    paris = Region("Europe/Paris")
    for year in (2200, 9999, 400_000_000 + 2200):
        summer = DateTime(Date(year, 7, 1), Time(0, 0, 0, 0, paris))
        winter = DateTime(Date(year, 1, 1), Time(0, 0, 0, 0, paris))
        assert (summer.offset_seconds, winter.offset_seconds) == (7200, 3600)
