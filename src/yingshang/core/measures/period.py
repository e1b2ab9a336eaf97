"""The time a figure is about: from a moment up to and not including another, in months or years."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yingshang.errors import Invalid
from yingshang.worktime import SHANGHAI
from yingshang.worktime.zone import FIRST_YEAR, LAST_YEAR

_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")


class WrongPeriod(Invalid):
    """A period that is no month, year, or range of them."""

    code: ClassVar[str] = "measures.wrong_period"
    zh: ClassVar[str] = "“{text}”不是统计时段。请写成 2022-01/2022-07、2022-08 或 2022，先早后晚。"
    en: ClassVar[str] = (
        "“{text}” is no period. Write 2022-01/2022-07, 2022-08 or 2022, with the earlier one first."
    )


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to and not including `end`; `text` is how people write it."""

    start: datetime
    end: datetime
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2022-01/2022-07` (both months included), `2022-08` or `2022`, in the place's time.

        *Errors*: `WrongPeriod`.
        """
        first, slash, last = text.strip().partition("/")
        bounds = (_MONTH.fullmatch(first), _MONTH.fullmatch(last if slash else first))
        if bounds[0] is None or bounds[1] is None:
            raise WrongPeriod(field="period", text=text)
        start, end = _start(bounds[0], text), _end(bounds[1], text)
        if start >= end:
            raise WrongPeriod(field="period", text=text)
        return cls(start, end, text.strip())

    @classmethod
    def up_to(cls, at: datetime) -> "Period":
        """Everything recorded until `at`."""
        start = datetime(FIRST_YEAR, 1, 1, tzinfo=SHANGHAI)
        return cls(start, at, f"…/{at.astimezone(SHANGHAI):%Y-%m-%d}")


def _start(match: re.Match[str], text: str) -> datetime:
    return _first_of(int(match[1]), int(match[2] or 1), text)


def _end(match: re.Match[str], text: str) -> datetime:
    year, month = int(match[1]), int(match[2] or 12)
    return _first_of(year + month // 12, month % 12 + 1, text)


def _first_of(year: int, month: int, text: str) -> datetime:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongPeriod(field="period", text=text)
    return datetime(year, month, 1, tzinfo=SHANGHAI)
