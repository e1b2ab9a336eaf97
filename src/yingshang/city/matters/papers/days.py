"""Days as they are written on papers, in Shanghai's time."""

from datetime import date, datetime

from yingshang.worktime.zone import local


def day_of(moment: datetime) -> date:
    """The day of `moment` in Shanghai."""
    return local(moment, field="at").date()


def day_zh(day: date) -> str:
    """`2026年11月24日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_en(day: date) -> str:
    """`24 November 2026`, whatever the language of the machine."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
