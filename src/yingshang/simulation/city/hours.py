"""Simulated time: minutes of office hours in a row, and back to the clock on the wall."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yingshang.worktime import WorkClock

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = 60_000_000
DAY = timedelta(days=1)


class OfficeTime:
    """The office hours of a stretch of days, numbered minute by minute."""

    def __init__(self, clock: WorkClock, first: date, days: int) -> None:
        self.spans = [(a // MINUTE, b // MINUTE) for a, b in clock.hours.spans]
        self.length = sum(b - a for a, b in self.spans)
        all_days = [first + n * DAY for n in range(days)]
        self.days = [day for day in all_days if clock.calendar.day(day).working]
        self._starts = [start_of(day) for day in self.days]

    def later(self, moment: datetime, minutes: int) -> datetime:
        """The moment when `minutes` of office hours have passed since."""
        n = self._reached(moment) + minutes
        day, rest = divmod(n, self.length)
        start = self._starts[min(day, len(self._starts) - 1)]
        for opens, closes in self.spans:
            if rest < closes - opens:
                return start + timedelta(minutes=opens + rest)
            rest -= closes - opens
        return start + timedelta(minutes=self.spans[-1][1])

    def _reached(self, moment: datetime) -> int:
        day = bisect_right(self._starts, moment) - 1
        if day < 0:
            return 0
        passed = int((moment - self._starts[day]).total_seconds() // 60)
        done = sum(max(0, min(passed, closes) - opens) for opens, closes in self.spans)
        return day * self.length + done


def start_of(day: date) -> datetime:
    """Midnight in Shanghai, in UTC."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI).astimezone(UTC)
