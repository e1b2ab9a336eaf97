"""What `now` and `today` say: the present in UTC, or a time that a caller has fixed.

A decision that is repeated years later, or for a place whose day is not UTC's, needs the latter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from yingshang.rules.values import Date, DateTime, Time
from yingshang.rules.values.zones import UTC_ZONE

_FIXED: ContextVar[DateTime | None] = ContextVar("fixed", default=None)


@contextmanager
def fixed_clock(moment: DateTime) -> Iterator[None]:
    """While it lasts, `now()` is the moment and `today()` its date."""
    token = _FIXED.set(moment)
    try:
        yield
    finally:
        _FIXED.reset(token)


def present() -> DateTime:
    """The fixed time, or the present in UTC."""
    fixed = _FIXED.get()
    if fixed is not None:
        return fixed
    now = datetime.now(UTC)
    time = Time(now.hour, now.minute, now.second, now.microsecond * 1000, UTC_ZONE)
    return DateTime(Date(now.year, now.month, now.day), time)
