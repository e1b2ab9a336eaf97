"""Dates, times and durations from text: XML Schema's forms, and zones by name.

Source: DMN 1.5, 10.3.4.1 (`date`, `date and time`, `time`, `duration`); XML Schema 1.1 part 2.
"""

import re

from yingshang.rules.values.date import Date, plus_days
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import DAY, HOUR, MINUTE, Days, Months, nanoseconds_of
from yingshang.rules.values.time import Time
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.zones import Offset, Region, Zone

_DATE = r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)"
_CLOCK = r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?"
_ZONE = r"(Z|[+-]\d\d:\d\d(?::\d\d)?|@[^@]+)?"

_DATE_TEXT = re.compile(_DATE, re.ASCII)
_TIME_TEXT = re.compile(_CLOCK + _ZONE, re.ASCII)
_DATE_TIME_TEXT = re.compile(f"{_DATE}(?:T{_CLOCK}{_ZONE})?", re.ASCII)
_MONTHS_TEXT = re.compile(r"(-)?P(?=\d)(?:(\d{1,18})Y)?(?:(\d{1,18})M)?", re.ASCII)
_DAYS_TEXT = re.compile(
    r"(-)?P(?=\d|T\d)(?:(\d{1,18})D)?"
    r"(?:T(?=\d)(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d+))?S)?)?",
    re.ASCII,
)


def parse_date(text: str) -> Date:
    """The date that the text writes, `2024-02-29`. *Errors*: `Undefined`."""
    found = _DATE_TEXT.fullmatch(text)
    if found is None:
        raise Undefined("not_a_date", text=text)
    return Date(*map(int, found.groups()))


def parse_time(text: str) -> Time:
    """The time that the text writes, `13:20:00+02:00`. *Errors*: `Undefined`."""
    found = _TIME_TEXT.fullmatch(text)
    if found is None:
        raise Undefined("not_a_time", text=text)
    time, _ = _time(*found.groups())
    return time


def parse_date_time(text: str) -> DateTime:
    """The date and time that the text writes; a date alone is its midnight.

    *Errors*: `Undefined`.
    """
    found = _DATE_TIME_TEXT.fullmatch(text)
    if found is None:
        raise Undefined("not_a_date_and_time", text=text)
    year, month, day, *clock = found.groups()
    date = Date(int(year), int(month), int(day))
    if clock[0] is None:
        return DateTime(date, Time(0, 0, 0))
    time, is_next_day = _time(*clock)
    return DateTime(plus_days(date, 1) if is_next_day else date, time)


def parse_duration(text: str) -> Days | Months:
    """The duration that the text writes, `P1DT2H` or `P1Y2M`. *Errors*: `Undefined`."""
    if found := _MONTHS_TEXT.fullmatch(text):
        sign, years, months = found.groups()
        size = int(years or 0) * 12 + int(months or 0)
        return Months(-size if sign else size)
    found = _DAYS_TEXT.fullmatch(text)
    if found is None:
        raise Undefined("not_a_duration", text=text)
    sign, days, hours, minutes, seconds, fraction = found.groups()
    size = int(days or 0) * DAY + int(hours or 0) * HOUR + int(minutes or 0) * MINUTE
    size += nanoseconds_of(seconds or "0", fraction)
    return Days(-size if sign else size)


def parse_temporal(text: str) -> Date | Time | DateTime | Days | Months:
    """What the literal `@"text"` stands for. *Errors*: `Undefined`.

    *Source*: DMN 1.5, grammar rule 62: a date, a date and time, a time or a duration.
    """
    if text.lstrip("-").startswith("P"):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:
        return parse_date_time(text)
    return parse_time(text) if ":" in text else parse_date(text)


def _time(
    hour: str, minute: str, second: str, fraction: str | None, zone: str | None
) -> tuple[Time, bool]:
    """The time, and whether it is the midnight that ends the day (24:00:00)."""
    nanoseconds = nanoseconds_of("0", fraction)
    parts = int(hour), int(minute), int(second), nanoseconds
    is_end = parts == (24, 0, 0, 0)
    return Time(*((0, 0, 0, 0) if is_end else parts), _zone(zone)), is_end


def _zone(text: str | None) -> Zone | None:
    if text is None:
        return None
    if text == "Z":
        return Offset(0)
    if text.startswith("@"):
        return Region(text[1:])
    hours, minutes, *seconds = map(int, text[1:].split(":"))
    if minutes > 59 or any(s > 59 for s in seconds):
        raise Undefined("unknown_zone", zone=text)
    size = hours * 3600 + minutes * 60 + sum(seconds)
    return Offset(-size if text.startswith("-") else size)
