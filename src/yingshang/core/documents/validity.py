"""Until when a document holds: through the whole of its last day, in China's one time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The day of `at` in Shanghai."""
    return at.astimezone(SHANGHAI).date()


def is_valid(valid_until: date | None, *, at: datetime) -> bool:
    """Whether a document with this last day holds at `at`."""
    return valid_until is None or local_day(at) <= valid_until
