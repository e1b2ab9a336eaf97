"""Times of the day. Source: DMN 1.5, 10.3.2.3.5."""

from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.values.durations import DAY, HOUR, MINUTE, SECOND, seconds_text
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.zones import Zone, offset_at_local

_REFERENCE_SECONDS = 1095 * 86_400
"""1972-12-31: the day that XPath takes to order times whose offset depends on the day."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time of the day, with a zone or local (None). *Errors*: `Undefined` for no such time."""

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    zone: Zone | None = None

    def __post_init__(self) -> None:
        if not (
            0 <= self.hour < 24
            and 0 <= self.minute < 60
            and 0 <= self.second < 60
            and 0 <= self.nanosecond < SECOND
        ):
            raise Undefined("no_such_time", hour=self.hour, minute=self.minute, second=self.second)

    @property
    def nanoseconds(self) -> int:
        """Nanoseconds from midnight."""
        return self.hour * HOUR + self.minute * MINUTE + self.second * SECOND + self.nanosecond

    @property
    def offset_seconds(self) -> int | None:
        """Seconds ahead of UTC; for a region, those of 1972-12-31. None without a zone."""
        if self.zone is None:
            return None
        return offset_at_local(self.zone, _REFERENCE_SECONDS + self.nanoseconds // SECOND)

    @override
    def __str__(self) -> str:
        seconds = seconds_text(self.second * SECOND + self.nanosecond)
        padded = seconds if self.second >= 10 else f"0{seconds}"
        return f"{self.hour:02}:{self.minute:02}:{padded}{self.zone or ''}"


def time_at(nanoseconds: int, zone: Zone | None) -> Time:
    """The time so many nanoseconds after midnight, going round the clock."""
    minutes, rest = divmod(nanoseconds % DAY, MINUTE)
    return Time(*divmod(minutes, 60), *divmod(rest, SECOND), zone)
