"""Office hours: the sessions of a working day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from yingshang.worktime.errors import OfficeHoursInvalid

Session = tuple[time, time]


def microseconds(moment: time) -> int:
    """Since midnight."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return seconds * 1_000_000 + moment.microsecond


@dataclass(frozen=True)
class OfficeHours:
    """When a place's offices are open on a working day.

    A session is one half day: by default morning 09:00 to 12:00 and afternoon 13:30 to 17:00.
    *Errors*: `OfficeHoursInvalid` for no session, unordered or overlapping ones.
    """

    sessions: tuple[Session, ...] = ((time(9), time(12)), (time(13, 30), time(17)))

    def __post_init__(self) -> None:
        edges = [edge for session in self.sessions for edge in session]
        ordered = all(a < b for a, b in self.sessions) and edges == sorted(edges)
        if not edges or not ordered or any(edge.tzinfo is not None for edge in edges):
            raise OfficeHoursInvalid(field="sessions", value=_shown(self.sessions))

    @classmethod
    def from_mapping(cls, sessions: Mapping[str, Sequence[str]]) -> "OfficeHours":
        """From named pairs of times, such as `{"morning": ["09:00", "12:00"]}`, in order."""
        return cls(tuple(_session(name, pair) for name, pair in sessions.items()))

    @property
    def closing(self) -> time:
        """The end of the last session: until then a day's deadline can be met."""
        return self.sessions[-1][1]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The sessions in microseconds since midnight."""
        return tuple((microseconds(a), microseconds(b)) for a, b in self.sessions)

    @cached_property
    def day_length(self) -> int:
        """Open time of one working day in microseconds."""
        return sum(b - a for a, b in self.spans)


def _session(name: str, pair: object) -> Session:
    match pair:
        case [str() as opens, str() as closes]:
            try:
                return time.fromisoformat(opens), time.fromisoformat(closes)
            except ValueError as error:
                raise OfficeHoursInvalid(field=name, value=f"{name}: {pair}") from error
        case _:
            raise OfficeHoursInvalid(field=name, value=f"{name}: {pair}")


def _shown(sessions: Sequence[Session]) -> str:
    return ", ".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in sessions) or "—"
