"""Functions of dates, by the calendar of Python where it reaches, and `is`."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.functions.calls import call, refused
from yingshang.rules.values import Date


@settings(max_examples=200, deadline=None)
@given(st.dates())
def test_the_parts_of_a_year_are_those_of_the_calendar(day: date) -> None:
    ours = Date(day.year, day.month, day.day)
    assert call("day of year", ours) == day.timetuple().tm_yday
    assert call("week of year", ours) == day.isocalendar().week
    assert call("day of week", ours) == f"{day:%A}"
    assert call("month of year", ours) == f"{day:%B}"


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (("day of week", "@2019-09-17T10:00:00"), "Tuesday"),
        (("month of year", "@2019-09-17"), "September"),
        (("week of year", "@2003-12-29"), 1),
        (("week of year", "@2005-01-01"), 53),
        (("week of year", "@-0001-01-01"), 53),
        (("is", "@2012-12-25", "@2012-12-25"), True),
        (("is", "@23:00:50z".upper(), "@23:00:50+00:00"), True),
        (("is", "@23:00:50@Etc/GMT", "@23:00:50Z"), False),
        (("is", "@2002-04-02T12:00:00-01:00", "@2002-04-02T17:00:00+04:00"), False),
        (("is", "@P0Y", "@P0D"), False),
        (("is", 1, "1"), False),
        (("is", None, None), True),
        (("is", 1, None), False),
        (("not", True), False),
    ],
)
def test_a_function_of_time_or_sameness_gives(given_: tuple[str, object], wanted: object) -> None:
    assert call(*given_) == wanted


def test_only_truth_can_be_negated() -> None:
    assert refused("not", None) == "null_argument"
    assert refused("not", "false") == "wrong_argument"
