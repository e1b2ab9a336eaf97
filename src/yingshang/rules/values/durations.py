"""The two kinds of duration: days and time, years and months.

Source: DMN 1.5, 10.3.2.3.7 and 10.3.2.3.8.
"""

from dataclasses import dataclass
from decimal import Decimal

from typing_extensions import override

from yingshang.rules.values.undefined import Undefined

SECOND = 10**9
"""Nanoseconds of a second."""
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND

_MOST_NANOSECONDS = 10**18 * DAY
_MOST_MONTHS = 12 * 10**18


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A days and time duration, in nanoseconds."""

    nanoseconds: int

    def __post_init__(self) -> None:
        if abs(self.nanoseconds) > _MOST_NANOSECONDS:
            raise Undefined("duration_out_of_range")

    @property
    def parts(self) -> tuple[int, int, int, int]:
        """Days, hours, minutes and nanoseconds of its size, all of its sign."""
        sign = -1 if self.nanoseconds < 0 else 1
        minutes, rest = divmod(abs(self.nanoseconds), MINUTE)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        return sign * days, sign * hours, sign * minutes, sign * rest

    @override
    def __str__(self) -> str:
        if not self.nanoseconds:
            return "PT0S"
        days, hours, minutes, rest = map(abs, self.parts)
        time = f"{hours}H" * (hours > 0) + f"{minutes}M" * (minutes > 0)
        if rest:
            time += f"{seconds_text(rest)}S"
        sign = "-" if self.nanoseconds < 0 else ""
        return f"{sign}P" + f"{days}D" * (days > 0) + f"T{time}" * (time != "")


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A years and months duration, in months."""

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > _MOST_MONTHS:
            raise Undefined("duration_out_of_range")

    @property
    def parts(self) -> tuple[int, int]:
        """Years and months of its size, both of its sign."""
        sign = -1 if self.months < 0 else 1
        years, months = divmod(abs(self.months), 12)
        return sign * years, sign * months

    @override
    def __str__(self) -> str:
        if not self.months:
            return "P0M"
        years, months = map(abs, self.parts)
        sign = "-" if self.months < 0 else ""
        return f"{sign}P" + f"{years}Y" * (years > 0) + f"{months}M" * (months > 0)


def seconds_text(nanoseconds: int) -> str:
    """Nanoseconds as seconds, without trailing zeros."""
    whole, rest = divmod(nanoseconds, SECOND)
    return f"{whole}.{rest:09}".rstrip("0") if rest else str(whole)


def seconds_number(nanoseconds: int) -> Decimal:
    """Nanoseconds as a number of seconds."""
    return Decimal(seconds_text(abs(nanoseconds))) * (-1 if nanoseconds < 0 else 1)


def nanoseconds_of(whole: str, fraction: str | None) -> int:
    """Nanoseconds of a number of seconds in digits; what is finer than a nanosecond is cut off."""
    return int(whole) * SECOND + int(f"{fraction or '0':0<9.9}")
