"""A period is months or years of the place's time, both ends included as written."""

from datetime import datetime

import pytest

from yingshang.core.measures.period import Period, WrongPeriod
from yingshang.worktime import SHANGHAI


def at(year, month):
    return datetime(year, month, 1, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-01/2022-07", at(2022, 1), at(2022, 8)),
        ("2022-12", at(2022, 12), at(2023, 1)),
        ("2021", at(2021, 1), at(2022, 1)),
        ("2021/2022-03", at(2021, 1), at(2022, 4)),
        (" 2022-08 ", at(2022, 8), at(2022, 9)),
    ],
)
def test_a_period_covers_its_months(text, start, end):
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "2022-13", "2022-1", "2022-07/2022-01", "/2022", "2022-01/", "1999", "2200", "去年"],
)
def test_what_is_no_period_is_told(text):
    with pytest.raises(WrongPeriod):
        Period.parse(text)


def test_up_to_now_ends_now():
    now = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
    period = Period.up_to(now)
    assert (period.end, period.text) == (now, "…/2026-11-24")
