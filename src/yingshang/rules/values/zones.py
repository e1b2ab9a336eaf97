"""Time zones: an offset from UTC, or a place whose offset depends on the day."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from typing_extensions import override

from yingshang.rules.values.undefined import Undefined

MAX_OFFSET_SECONDS = 18 * 3600
"""Offsets go no further: XML Schema stops at 14 hours, the engines of record at 18."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CYCLE = 146_097 * 86_400
"""Seconds of 400 years, after which the calendar repeats."""
_LOW = int((datetime(2, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())
_HIGH = int((datetime(9000, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())
_REGION = re.compile(r"[A-Za-z][A-Za-z0-9_+\-/]*")
_NOT_PLACES = {"localtime", "posixrules", "Factory"}


@dataclass(frozen=True, slots=True)
class Offset:
    """So many seconds ahead of UTC."""

    seconds: int

    def __post_init__(self) -> None:
        if abs(self.seconds) > MAX_OFFSET_SECONDS:
            raise Undefined("offset_out_of_range", seconds=self.seconds)

    @override
    def __str__(self) -> str:
        if not self.seconds:
            return "Z"
        hours, rest = divmod(abs(self.seconds), 3600)
        minutes, seconds = divmod(rest, 60)
        shown = f"{'-' if self.seconds < 0 else '+'}{hours:02}:{minutes:02}"
        return f"{shown}:{seconds:02}" if seconds else shown


@dataclass(frozen=True, slots=True)
class Region:
    """A place of the IANA time zone database, such as `Asia/Shanghai`.

    *Errors*: `Undefined` when the database has no such place.
    """

    name: str

    def __post_init__(self) -> None:
        if _region(self.name) is None:
            raise Undefined("unknown_zone", zone=self.name)

    @override
    def __str__(self) -> str:
        return f"@{self.name}"


Zone = Offset | Region

UTC_ZONE = Offset(0)


def offset_at_local(zone: Zone, seconds: int) -> int:
    """Seconds ahead of UTC when the zone's clock shows `seconds` after 1970-01-01T00:00:00.

    In the hour that a clock repeats, the first; in the hour that it leaves out, the offset before.
    """
    if isinstance(zone, Offset):
        return zone.seconds
    return _seconds(_moment(seconds).replace(tzinfo=_region(zone.name)))


def offset_at_instant(zone: Zone, seconds: int) -> int:
    """Seconds ahead of UTC, `seconds` after 1970-01-01T00:00:00Z."""
    if isinstance(zone, Offset):
        return zone.seconds
    return _seconds(_moment(seconds).astimezone(_region(zone.name)))


def _moment(seconds: int) -> datetime:
    """The time, moved by whole 400 years into those that `datetime` knows.

    Before the year 2 all clocks are local mean time, and after 9000 the rules are the last known.
    """
    if seconds < _LOW:
        seconds = _LOW + (seconds - _LOW) % _CYCLE
    elif seconds >= _HIGH:
        seconds = _HIGH - _CYCLE + (seconds - _HIGH) % _CYCLE
    return _EPOCH + timedelta(seconds=seconds)


def _seconds(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else offset.days * 86_400 + offset.seconds


@lru_cache(maxsize=1024)
def _region(name: str) -> ZoneInfo | None:
    if len(name) > 64 or not _REGION.fullmatch(name) or name in _NOT_PLACES:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
