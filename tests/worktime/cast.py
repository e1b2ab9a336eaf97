"""What the tests of working time share: the real calendar, a clock, short ways to write times."""

from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from yingshang.worktime import SHANGHAI, Budget, Calendar, Pause, Unit, WorkClock

CALENDAR_FOLDER = Path(__file__).parents[2] / "catalogue" / "common" / "calendar"


def documents() -> list[dict[str, object]]:
    """The year documents of the common catalogue."""
    return [yaml.safe_load(path.read_text()) for path in sorted(CALENDAR_FOLDER.glob("*.yaml"))]


@cache
def calendar() -> Calendar:
    return Calendar.from_mappings(documents())


@cache
def clock() -> WorkClock:
    return WorkClock(calendar())


def at(text: str) -> datetime:
    """`2026-11-18 15:20` or `2026-11-18` on the clock of Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def pause(start: str, end: str | None, **texts: str) -> Pause:
    """A pause for an invented expert review."""
    told = {"reason": "专家评审", "notice_no": "示例〔2026〕1号", **texts}
    return Pause(at(start), at(end) if end else None, **told)


def days(amount: int) -> Budget:
    return Budget(amount, Unit.WORKING_DAY)


def halves(amount: int) -> Budget:
    return Budget(amount, Unit.HALF_DAY)


def hours(amount: int) -> Budget:
    return Budget(amount, Unit.WORKING_HOUR)


def minutes(amount: int) -> Budget:
    return Budget(amount, Unit.MINUTE)


def calendar_days(amount: int) -> Budget:
    return Budget(amount, Unit.CALENDAR_DAY)
