"""Suspensions: intervals that a clock does not count, each told to the applicant in writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yingshang.worktime.errors import PauseInvalid, PauseStillOpen
from yingshang.worktime.zone import local

Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Pause:
    """An interval that does not count, from `start` up to and not including `end`.

    An open pause has no end; `expected_end` is the end that its notice announced. `ground` is
    the legal ground; the English texts are for English pages.
    *Errors*: `NaiveTime`, `PauseInvalid`.
    """

    start: datetime
    end: datetime | None
    reason: str
    notice_no: str
    ground: str = ""
    expected_end: datetime | None = None
    reason_en: str = ""
    ground_en: str = ""

    def __post_init__(self) -> None:
        start = local(self.start, field="start")
        for name, end in (("end", self.end), ("expected_end", self.expected_end)):
            if end is not None and local(end, field=name) < start:
                raise PauseInvalid(field=name, start=self.start.isoformat(), end=end.isoformat())

    @property
    def is_open(self) -> bool:
        """Whether it still runs."""
        return self.end is None

    def interval(self, now: datetime | None) -> Interval:
        """Start and end; an open pause lasts until its announced end, or `now` if that is later.

        *Errors*: `PauseStillOpen` when neither is known.
        """
        start = local(self.start, field="pauses")
        if self.end is not None:
            return start, local(self.end, field="pauses")
        known = [end for end in (self.expected_end, now) if end is not None]
        if not known:
            raise PauseStillOpen(field="now", reason=self.reason)
        return start, max(start, *(local(end, field="now") for end in known))


def union(pauses: Iterable[Pause], now: datetime | None) -> list[Interval]:
    """The paused time in order, overlaps merged: two pauses at once stop the clock once."""
    merged: list[Interval] = []
    for start, end in sorted(pause.interval(now) for pause in pauses):
        if end == start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def overlap(intervals: Iterable[Interval], start: datetime, end: datetime) -> timedelta:
    """How much of the disjoint intervals lies between `start` and `end`."""
    spans = (min(b, end) - max(a, start) for a, b in intervals)
    return sum((span for span in spans if span > timedelta()), timedelta())
