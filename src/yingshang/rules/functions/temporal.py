"""Functions of dates and times. Source: DMN 1.5, 10.3.4.7 and 10.3.4.11, tables 79 and 84."""

from collections.abc import Callable
from decimal import Decimal

from yingshang.rules.functions.clock import present
from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, way
from yingshang.rules.types import DATE, DATE_TIME, NUMBER, STRING, Type
from yingshang.rules.values import Date
from yingshang.rules.values.calendar import day_number

SECTION = "10.3.4.7"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day_of_year(date: Date) -> Decimal:
    return Decimal(date.number - day_number(date.year, 1, 1) + 1)


def _day_of_week(date: Date) -> str:
    return _DAYS[date.weekday - 1]


def _month_of_year(date: Date) -> str:
    return _MONTHS[date.month - 1]


def _week_of_year(date: Date) -> Decimal:
    """The week of ISO 8601: it begins on Monday, and belongs to the year of its Thursday."""
    thursday = date.number + 4 - date.weekday
    year = date.year
    if thursday < day_number(year, 1, 1):
        year -= 1
    elif thursday >= day_number(year + 1, 1, 1):
        year += 1
    return Decimal((thursday - day_number(year, 1, 1)) // 7 + 1)


def _today() -> Date:
    return present().date


def _of_date(
    name: str, compute: Callable[[Date], object], result: Type, zh: str, en: str
) -> Function:
    return declared(
        name,
        way(compute, Parameter("date", DATE), result=result),
        way(lambda moment: compute(moment.date), Parameter("date", DATE_TIME), result=result),
        zh=zh,
        en=en,
        section=SECTION,
    )


FUNCTIONS: tuple[Function, ...] = (
    _of_date(
        "day of year",
        _day_of_year,
        NUMBER,
        "一年中的第几天。",
        "The number of the day in its year.",
    ),
    _of_date(
        "day of week",
        _day_of_week,
        STRING,
        "星期几（英文）。",
        "The English name of the day of the week.",
    ),
    _of_date(
        "month of year", _month_of_year, STRING, "月份（英文）。", "The English name of the month."
    ),
    _of_date(
        "week of year",
        _week_of_year,
        NUMBER,
        "一年中的第几周（ISO 8601）。",
        "The number of the week in its year (ISO 8601).",
    ),
    declared(
        "now",
        way(present, result=DATE_TIME),
        zh="当前日期时间（UTC，或调用者指定的时刻）。",
        en="The present date and time, in UTC unless the caller fixed one.",
        section="10.3.4.11",
    ),
    declared(
        "today",
        way(_today, result=DATE),
        zh="当前日期（UTC，或调用者指定的时刻）。",
        en="The present date, in UTC unless the caller fixed a time.",
        section="10.3.4.11",
    ),
)
