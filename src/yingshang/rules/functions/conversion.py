"""Conversion functions. Source: DMN 1.5, 10.3.4.1, table 72."""

import re
from decimal import Decimal

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, optional, way
from yingshang.rules.types import DATE, DATE_TIME, DAYS, MONTHS, NUMBER, STRING, TIME, Type, join
from yingshang.rules.values import Date, DateTime, Days, Months, Offset, Time, Undefined, text_of
from yingshang.rules.values.date import months_between
from yingshang.rules.values.durations import SECOND
from yingshang.rules.values.numbers import number_of, truncated, whole
from yingshang.rules.values.parsing import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
)

SECTION = "10.3.4.1"

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GROUPINGS, _POINTS = {" ", ",", "."}, {",", "."}


def _date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Date:
    return Date(whole(year, name="year"), whole(month, name="month"), whole(day, name="day"))


def _date_of_moment(moment: DateTime) -> Date:
    return moment.date


def _moment_of_parts(moment: DateTime, time: Time) -> DateTime:
    return DateTime(moment.date, time)


def _same_time(time: Time) -> Time:
    return time


def _time_of_moment(moment: DateTime) -> Time:
    return moment.time


def _time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: Days | None) -> Time:
    seconds = truncated(second, name="second")
    nanoseconds = int((second - seconds) * SECOND)
    zone = None if offset is None else _offset(offset)
    hours, minutes = whole(hour, name="hour"), whole(minute, name="minute")
    return Time(hours, minutes, seconds, nanoseconds, zone)


def _offset(offset: Days) -> Offset:
    seconds, rest = divmod(offset.nanoseconds, SECOND)
    if rest:
        raise Undefined("offset_out_of_range", seconds=seconds)
    return Offset(seconds)


def _number(text: str, grouping: str | None, point: str | None) -> Decimal:
    if grouping is not None and grouping not in _GROUPINGS:
        raise Undefined("wrong_separator", name="grouping separator", separator=grouping)
    if point is not None and (point not in _POINTS or point == grouping):
        raise Undefined("wrong_separator", name="decimal separator", separator=point)
    plain = text.replace(grouping, "") if grouping else text
    if point == ",":
        if "." in plain:
            raise Undefined("not_a_number", text=text)
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise Undefined("not_a_number", text=text)
    return number_of(plain)


def _months_between(start: Date | DateTime, end: Date | DateTime) -> Months:
    return Months(months_between(_day(start), _day(end)))


def _day(value: Date | DateTime) -> Date:
    return value if isinstance(value, Date) else value.date


_FROM = Parameter("from", STRING)


def _between(start: Type, end: Type) -> tuple[Parameter, Parameter]:
    return Parameter("from", start), Parameter("to", end)


FUNCTIONS: tuple[Function, ...] = (
    declared(
        "date",
        way(parse_date, _FROM, result=DATE),
        way(_date_of_moment, Parameter("from", DATE_TIME), result=DATE),
        way(
            _date_of_parts,
            Parameter("year", NUMBER),
            Parameter("month", NUMBER),
            Parameter("day", NUMBER),
            result=DATE,
        ),
        zh="日期：由文字、日期时间，或年、月、日得出。",
        en="A date, from text, from a date and time, or from year, month and day.",
        section=SECTION,
    ),
    declared(
        "date and time",
        way(parse_date_time, _FROM, result=DATE_TIME),
        way(
            _moment_of_parts,
            Parameter("date", DATE_TIME),
            Parameter("time", TIME),
            result=DATE_TIME,
        ),
        zh="日期时间：由文字，或由日期和时间得出。",
        en="A date and time, from text, or from a date (or date and time) and a time.",
        section=SECTION,
    ),
    declared(
        "time",
        way(parse_time, _FROM, result=TIME),
        way(_same_time, Parameter("from", TIME), result=TIME),
        way(_time_of_moment, Parameter("from", DATE_TIME), result=TIME),
        way(
            _time_of_parts,
            Parameter("hour", NUMBER),
            Parameter("minute", NUMBER),
            Parameter("second", NUMBER),
            optional("offset", DAYS, takes_null=True),
            result=TIME,
        ),
        zh="时间：由文字、时间、日期时间，或时、分、秒和时差得出。",
        en="A time, from text, a time, a date and time, or from hour, minute, second and offset.",
        section=SECTION,
    ),
    declared(
        "number",
        way(
            _number,
            _FROM,
            optional("grouping separator", STRING, takes_null=True),
            optional("decimal separator", STRING, takes_null=True),
            result=NUMBER,
        ),
        zh="由文字得出数值，可指明千分位符和小数点。",
        en="The number that the text writes, with the given grouping and decimal separators.",
        section=SECTION,
    ),
    declared(
        "string",
        way(text_of, Parameter("from"), result=STRING),
        zh="值的文字形式。",
        en="The value as text.",
        section=SECTION,
    ),
    declared(
        "duration",
        way(parse_duration, _FROM, result=join([DAYS, MONTHS])),
        zh="由文字得出时段：日时型或年月型。",
        en="The duration that the text writes, of days and time or of years and months.",
        section=SECTION,
    ),
    declared(
        "years and months duration",
        way(_months_between, *_between(DATE, DATE), result=MONTHS),
        way(_months_between, *_between(DATE_TIME, DATE_TIME), result=MONTHS),
        zh="两个日期之间的整月数。",
        en="The whole months between two dates.",
        section=SECTION,
    ),
)
