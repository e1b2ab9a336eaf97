"""Dates, times and durations as text: what is read, what is refused, what is written."""

import pytest
from hypothesis import given, settings

from tests.rules.values.strategies import DATE_TIMES, DAYS, MONTHS, TIMES, dates
from yingshang.rules.values import Date, DateTime, Days, Months, Time, Undefined, show
from yingshang.rules.values.parsing import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_temporal,
    parse_time,
)


@pytest.mark.parametrize(
    "text",
    ["2024-02-29", "-2017-01-01", "0000-01-01", "999999999-12-31", "-999999999-12-31",
     "13:20:00", "13:20:00Z", "13:20:00+02:00", "13:20:00-05:30", "13:20:00+02:45:55",
     "13:20:00.123456789", "13:20:00@Asia/Shanghai", "13:20:00@Etc/UTC",
     "2024-02-29T13:20:00", "2024-02-29T13:20:00.5Z", "99999-12-31T11:22:33",
     "2024-02-29T00:00:00@Europe/Paris", "P1D", "-P1D", "PT1H", "P1DT2H3M4.5S", "PT0S", "P1Y",
     "-P1Y2M", "P0M"],
)  # fmt: skip
def test_a_text_in_canonical_form_is_read_and_written_back(text: str) -> None:
    assert str(parse_temporal(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2024-12-31T24:00:00", "2025-01-01T00:00:00"),
        ("24:00:00", "00:00:00"),
        ("13:20:00-00:00", "13:20:00Z"),
        ("13:20:00.500", "13:20:00.5"),
        ("13:20:00.1234567891", "13:20:00.123456789"),
        ("P26M", "P2Y2M"),
        ("PT36H", "P1DT12H"),
        ("P0D", "PT0S"),
        ("-P0Y", "P0M"),
        ("PT1M90S", "PT2M30S"),
    ],
)
def test_a_text_is_written_in_its_canonical_form(text: str, canonical: str) -> None:
    assert str(parse_temporal(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "998-12-31", "01211-12-31", "+2012-12-02", "2012-12-25T", "2012-12-25Z", "2012/12/25",
     "2023-02-29", "2017-13-10", "2017-12-32", "9999999999-12-25", "2012-1-1", "２０１２-01-01",
     "2012-12-25\n"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Undefined):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "23:59:60", "24:00:01", "24:01:00", "25:00:00", "00:60:00", "7:00:00", "07:1:00", "07:01",
     "13:20:00+19:00", "13:20:00+5:00", "13:20:00+05:60", "13:20:00@xyz/abc", "13:20:00@",
     "11:00:00z", "13:20:00+02:00@Europe/Paris", "13:20:00@../passwd", "13:20:00@localtime",
     "13:20:00@Europe", "T13:20:00", "13:20:00."],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Undefined):
        parse_time(text)


@pytest.mark.parametrize(
    "text",
    ["11:00:00", "2011-12-0310:15:30", "2011-12-03t10:15:30", "2017-00-10T11:22:33",
     "2017-12-31T13:20", "2017-12-31 13:20:00"],
)  # fmt: skip
def test_what_is_no_date_and_time_is_refused(text: str) -> None:
    with pytest.raises(Undefined):
        parse_date_time(text)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1DT", "P1Y1D", "P1M2D", "1D", "P1", "p1d", "+P1D", "P-1D", "P1.5D", "P1W",
     "PT1.S", "P1S", "P99999999999999999999Y", "P999999999999999999DT1S9"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(Undefined):
        parse_duration(text)


@settings(max_examples=60, deadline=None)
@given(dates(), TIMES, DATE_TIMES, DAYS, MONTHS)
def test_every_value_is_read_from_what_it_writes(
    date: Date, time: Time, moment: DateTime, days: Days, months: Months
) -> None:
    for value in (date, time, moment, days, months):
        assert parse_temporal(str(value)) == value
        assert show(value) == f'@"{value}"'
