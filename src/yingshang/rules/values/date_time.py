"""Dates with a time. Source: DMN 1.5, 10.3.2.3.6."""

from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.values.date import Date, date_at, plus_months
from yingshang.rules.values.durations import DAY, SECOND
from yingshang.rules.values.time import Time, time_at
from yingshang.rules.values.zones import UTC_ZONE, Zone, offset_at_instant, offset_at_local


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and time of the day, in the time's zone or local."""

    date: Date
    time: Time

    @property
    def zone(self) -> Zone | None:
        """The zone, or None when it is local."""
        return self.time.zone

    @property
    def local_nanoseconds(self) -> int:
        """Nanoseconds from 1970-01-01T00:00:00 on its own clock."""
        return self.date.number * DAY + self.time.nanoseconds

    @property
    def offset_seconds(self) -> int | None:
        """Seconds ahead of UTC; None without a zone."""
        if self.zone is None:
            return None
        return offset_at_local(self.zone, self.local_nanoseconds // SECOND)

    @property
    def instant_nanoseconds(self) -> int:
        """Nanoseconds from 1970-01-01T00:00:00Z; of a local one, as if it were in UTC."""
        return self.local_nanoseconds - (self.offset_seconds or 0) * SECOND

    @override
    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def local_at(nanoseconds: int, zone: Zone | None) -> DateTime:
    """What a clock shows that many nanoseconds after its 1970-01-01T00:00:00."""
    days, rest = divmod(nanoseconds, DAY)
    return DateTime(date_at(days), time_at(rest, zone))


def plus_nanoseconds(moment: DateTime, nanoseconds: int) -> DateTime:
    """So much later in true time: a change of the clock between is taken into account."""
    if moment.zone is None:
        return local_at(moment.local_nanoseconds + nanoseconds, None)
    instant = moment.instant_nanoseconds + nanoseconds
    offset = offset_at_instant(moment.zone, instant // SECOND)
    return local_at(instant + offset * SECOND, moment.zone)


def plus_calendar_months(moment: DateTime, months: int) -> DateTime:
    """So many months later on the calendar, the time of the day kept."""
    return DateTime(plus_months(moment.date, months), moment.time)


def midnight(date: Date) -> DateTime:
    """A date where a date and time is wanted: midnight, UTC. Source: DMN 1.5, 10.3.2.9.4."""
    return DateTime(date, Time(0, 0, 0, 0, UTC_ZONE))
