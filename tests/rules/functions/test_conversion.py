"""Conversion functions, by table 72 and around its edges."""

import pytest

from tests.rules.functions.calls import call, refused, value
from yingshang.rules.functions.clock import fixed_clock
from yingshang.rules.values import DateTime, Offset, Range, show


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("date", "2012-12-25"), "@2012-12-25"),
        (("date", "@2012-12-25T11:00:00Z"), "@2012-12-25"),
        (("date", "@2012-12-25"), "@2012-12-25"),
        (("date", 2012, 12, 25), "@2012-12-25"),
        (("date and time", "2012-12-24"), "@2012-12-24T00:00:00"),
        (("date and time", "@2012-12-24", "@23:59:00"), "@2012-12-24T23:59:00"),
        (("date and time", "@2012-12-24T01:00:00Z", "@23:59:00"), "@2012-12-24T23:59:00"),
        (("time", "23:59:00z".upper()), "@23:59:00Z"),
        (("time", "@2012-12-24T23:59:00Z"), "@23:59:00Z"),
        (("time", "@23:59:00Z"), "@23:59:00Z"),
        (("time", 23, 59, 0, "@PT2H"), "@23:59:00+02:00"),
        (("time", 23, 59, "#1.3", "@-PT1H"), "@23:59:01.3-01:00"),
        (("time", 23, 59, 0, None), "@23:59:00"),
        (("number", "1 000,0", " ", ","), "#1000.0"),
        (("number", "1.000,5", ".", ","), "#1000.5"),
        (("number", "1,000", ",", None), 1000),
        (("number", "-5e3"), -5000),
        (("string", "#1.1"), "1.1"),
        (("string", "#1E+3"), "1000"),
        (("string", "#-0"), "0"),
        (("string", "a"), "a"),
        (("string", True), "true"),
        (("string", "@2012-12-25"), "2012-12-25"),
        (("string", "@P14M"), "P1Y2M"),
        (("string", "@PT26H0.5S"), "P1DT2HT0.5S".replace("HT", "H")),
        (("string", ["a", 1, {"b": None}]), '["a", 1, {b: null}]'),
        (("duration", "P2DT20H14M"), "@P2DT20H14M"),
        (("duration", "P26M"), "@P2Y2M"),
        (("years and months duration", "@2011-12-22", "@2013-08-24"), "@P1Y8M"),
        (("years and months duration", "@2013-08-24", "@2011-12-22"), "@-P1Y8M"),
        (("years and months duration", "@2024-02-29", "@2025-02-28"), "@P11M"),
        (("years and months duration", "@2011-12-22", "@2013-08-24T23:00:00Z"), "@P1Y8M"),
    ],
)
def test_a_conversion_gives(given: tuple[str, object], wanted: object) -> None:
    found = call(*given)
    assert found == value(wanted)
    assert show(found) == show(value(wanted))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("date", "2012-13-25"), "no_such_date"),
        (("date", "12-12-25"), "not_a_date"),
        (("date", 2023, 2, 29), "no_such_date"),
        (("date", 2023, "#2.5", 1), "not_whole"),
        (("date", 1), "wrong_argument"),
        (("time", 24, 0, 0), "no_such_time"),
        (("time", 23, 0, 0, "@PT19H"), "offset_out_of_range"),
        (("time", 23, 0, 0, "@PT0.5S"), "offset_out_of_range"),
        (("number", "1,000.5", ",", ","), "wrong_separator"),
        (("number", "1,000.5", ":", "."), "wrong_separator"),
        (("number", "1,5"), "not_a_number"),
        (("number", "1.5", " ", ","), "not_a_number"),
        (("number", "NaN"), "not_a_number"),
        (("number", ""), "not_a_number"),
        (("duration", "P1Y1D"), "not_a_duration"),
        (("string", None), "null_argument"),
        (("range", "[3..1]"), "range_backwards"),
        (("range", '[1.."b"]'), "range_ends_differ"),
        (("range", "[1..]"), "not_a_range"),
        (("range", "[x..2]"), "not_a_range"),
        (("range", '[date(1)..date("2024-01-01")]'), "not_a_range"),
    ],
)
def test_a_conversion_refuses(given: tuple[str, object], code: str) -> None:
    assert refused(*given) == code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[18..21]", Range(value(18), value(21), True, True)),
        ("]18..21)", Range(value(18), value(21), False, False)),
        (" ( -1.5 .. 2 [ ", Range(value("#-1.5"), value(2), False, False)),
        ('["a".."c"]', Range("a", "c", True, True)),
        (r'["\"".."\u4e2d"]', Range('"', "中", True, True)),
        ('[@"2024-01-01"..date("2024-02-01")]',
         Range(value("@2024-01-01"), value("@2024-02-01"), True, True)),
        ('[duration( "P1D" )..@"P2D"]', Range(value("@P1D"), value("@P2D"), True, True)),
    ],
)  # fmt: skip
def test_a_range_is_read_from_text(text: str, wanted: Range) -> None:
    assert call("range", text) == wanted


def test_now_is_in_utc_and_today_is_its_day() -> None:
    now, today = call("now"), call("today")
    assert isinstance(now, DateTime)
    assert now.zone == Offset(0)
    assert today in (now.date, call("now").date)  # type: ignore[union-attr]  # a date and time


def test_a_caller_may_fix_the_time_for_a_while() -> None:
    moment = value("@2022-06-01T07:30:00@Asia/Shanghai")
    assert isinstance(moment, DateTime)
    with fixed_clock(moment):
        assert call("now") == moment
        assert call("today") == value("@2022-06-01")
    assert call("now") != moment
