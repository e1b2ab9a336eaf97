"""The one time zone of the law: Asia/Shanghai. Naive times are refused, never guessed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from yingshang.worktime.errors import DateOutOfRange, NaiveTime

SHANGHAI = ZoneInfo("Asia/Shanghai")

# From 2000 on the zone is UTC+8 without summer time, so a local day always has 24 hours.
FIRST_YEAR = 2000
LAST_YEAR = 2199


def local(moment: datetime, *, field: str) -> datetime:
    """`moment` on the clock of Shanghai; `field` names it in the refusal.

    *Errors*: `NaiveTime` without a time zone, `DateOutOfRange` outside 2000 to 2199.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise NaiveTime(field=field, moment=moment.isoformat())
    here = moment if moment.tzinfo is SHANGHAI else moment.astimezone(SHANGHAI)
    check_year(here.year, field=field)
    return here


def check_year(year: int, *, field: str) -> None:
    """Refuse a year that the tables do not cover."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateOutOfRange(field=field, year=year, first=FIRST_YEAR, last=LAST_YEAR)


def weekday_zh(day: date) -> str:
    """周一 to 周日."""
    return "周" + "一二三四五六日"[day.weekday()]
