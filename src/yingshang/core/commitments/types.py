"""Plain rows of the commitments' operations."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.worktime import Budget


class Start(NamedTuple):
    """A promise to begin: which clock, how much time, from when, by whom, to whom."""

    case_id: UUID
    place: str
    office_id: UUID
    party_id: UUID
    clock: str
    budget: Budget
    at: datetime


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A due date that moved: what it was, what it is, and under which calendar."""

    case_id: UUID
    place: str
    clock: str
    was: datetime
    due: datetime
    is_provisional: bool
    calendar_version: str
