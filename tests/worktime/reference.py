"""A slow, independent clock: walks from day to day and strikes days and minutes off one by one.

It shares no code with `yingshang.worktime`: it reads the year documents itself, keeps times as
naive local ones, and knows neither positions nor tables. It is the meaning; the package is fast.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction

ONE_DAY = timedelta(days=1)
SESSIONS = ((time(9), time(12)), (time(13, 30), time(17)))

Span = tuple[datetime, datetime]


class Reference:
    """Answers for one set of year documents; all times are naive and local."""

    def __init__(self, documents: list[dict[str, object]]) -> None:
        self.rest: set[date] = set()
        self.extra: set[date] = set()
        for document in documents:
            for row in document["holidays"]:
                day = row["from"]
                while day <= row["to"]:
                    self.rest.add(day)
                    day += ONE_DAY
            self.extra |= set(document["makeup_workdays"])

    def works(self, day: date) -> bool:
        if day in self.extra:
            return True
        return day not in self.rest and day.isoweekday() not in {6, 7}

    def due(self, start: datetime, amount: int, unit: str, pauses: list[Span]) -> datetime:
        """The deadline; `unit` as the package names it."""
        return getattr(self, f"_due_{unit}")(start, amount, pauses)

    def used(self, start: datetime, until: datetime, unit: str, pauses: list[Span]) -> Fraction:
        """Units used at `until`."""
        return getattr(self, f"_used_{unit}")(start, until, pauses)

    # days and half days: list the candidates, strike off, take the n-th

    def _due_working_day(self, start: datetime, amount: int, pauses: list[Span]) -> datetime:
        for day in _days(start.date()):
            if not self.works(day) or _touched(_whole(day), pauses):
                continue
            close = datetime.combine(day, SESSIONS[-1][1])
            if amount == 0 and close >= start:
                return close
            if day > start.date():
                amount -= 1
                if amount == 0:
                    return close
        raise AssertionError

    def _due_calendar_day(self, start: datetime, amount: int, pauses: list[Span]) -> datetime:
        day = start.date()
        while amount:
            day += ONE_DAY
            if not _touched(_whole(day), pauses):
                amount -= 1
        if day == start.date():
            return self._due_working_day(start, 0, pauses)
        while not self.works(day) or _touched(_whole(day), pauses):
            day += ONE_DAY
        return datetime.combine(day, SESSIONS[-1][1])

    def _due_half_day(self, start: datetime, amount: int, pauses: list[Span]) -> datetime:
        for session in self._sessions(start.date()):
            if _touched(session, pauses):
                continue
            if amount == 0 and session[1] >= start:
                return session[1]
            if session[0] > start:
                amount -= 1
                if amount == 0:
                    return session[1]
        raise AssertionError

    def _used_working_day(self, start: datetime, until: datetime, pauses: list[Span]) -> Fraction:
        days = _between(start.date(), until.date())
        return Fraction(sum(self.works(day) and not _touched(_whole(day), pauses) for day in days))

    def _used_calendar_day(self, start: datetime, until: datetime, pauses: list[Span]) -> Fraction:
        days = _between(start.date(), until.date())
        return Fraction(sum(not _touched(_whole(day), pauses) for day in days))

    def _used_half_day(self, start: datetime, until: datetime, pauses: list[Span]) -> Fraction:
        used = 0
        for session in self._sessions(start.date()):
            if session[0] >= until:
                return Fraction(used)
            used += session[0] > start and not _touched(session, pauses)
        raise AssertionError

    # hours and minutes: cut pieces of countable time out of each day and use them up

    def _due_working_hour(self, start: datetime, amount: int, pauses: list[Span]) -> datetime:
        return _use_up(self._open_pieces(start, pauses), timedelta(hours=amount))

    def _due_minute(self, start: datetime, amount: int, pauses: list[Span]) -> datetime:
        return _use_up(_wall_pieces(start, pauses), timedelta(minutes=amount))

    def _used_working_hour(self, start: datetime, until: datetime, pauses: list[Span]) -> Fraction:
        return _spent(self._open_pieces(start, pauses), until, timedelta(hours=1))

    def _used_minute(self, start: datetime, until: datetime, pauses: list[Span]) -> Fraction:
        return _spent(_wall_pieces(start, pauses), until, timedelta(minutes=1))

    def _sessions(self, first: date) -> Iterator[Span]:
        for day in _days(first):
            if self.works(day):
                for opens, closes in SESSIONS:
                    yield datetime.combine(day, opens), datetime.combine(day, closes)

    def _open_pieces(self, start: datetime, pauses: list[Span]) -> Iterator[Span]:
        for session in self._sessions(start.date()):
            yield from _cut(session, start, pauses)


def _wall_pieces(start: datetime, pauses: list[Span]) -> Iterator[Span]:
    for day in _days(start.date()):
        yield from _cut(_whole(day), start, pauses)


def _cut(span: Span, start: datetime, pauses: list[Span]) -> list[Span]:
    """What is left of a span after `start` when every pause is cut out of it."""
    pieces = [(max(span[0], start), span[1])]
    for a, b in pauses:
        left = [(x, min(y, a)) for x, y in pieces]
        right = [(max(x, b), y) for x, y in pieces]
        pieces = left + right if a < b else pieces
    return sorted((x, y) for x, y in pieces if x < y)


def _use_up(pieces: Iterator[Span], left: timedelta) -> datetime:
    for start, end in pieces:
        if left <= end - start:
            return start + left
        left -= end - start
    raise AssertionError


def _spent(pieces: Iterator[Span], until: datetime, unit: timedelta) -> Fraction:
    spent = timedelta()
    for start, end in pieces:
        if start >= until:
            break
        spent += min(end, until) - start
    second = timedelta(microseconds=1)
    return Fraction(spent // second, unit // second)


def _days(day: date) -> Iterator[date]:
    while True:
        yield day
        day += ONE_DAY


def _between(a: date, b: date) -> list[date]:
    """Days after `a` up to `b`."""
    return [a + ONE_DAY * n for n in range(1, (b - a).days + 1)]


def _whole(day: date) -> Span:
    midnight = datetime.combine(day, time())
    return midnight, midnight + ONE_DAY


def _touched(span: Span, pauses: list[Span]) -> bool:
    return any(a < span[1] and b > span[0] and a < b for a, b in pauses)
