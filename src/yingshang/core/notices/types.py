"""What is to be told, to whom, and in what form a back end gets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

NOTHING: Mapping[str, object] = MappingProxyType({})


class Recipient(NamedTuple):
    """A party or a log-in, by its id."""

    id: UUID


class Telling(NamedTuple):
    """What is told to its recipients, each by a notice of its own.

    `data` fills the template by name; a value is a string, or an object with `zh` and `en`.
    `at` is the row's own moment where a batch has many. `of_case`: the subject is a case, and its
    number, title and office are read from it with the notice.
    """

    place: str
    template: str
    subject_kind: str
    subject_id: UUID
    recipients: Sequence[Recipient]
    data: Mapping[str, object] = NOTHING
    at: datetime | None = None
    of_case: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery as a back end gets it. `key` is the same at every attempt."""

    key: str
    place: str
    recipient_id: UUID
    address: str
    title: str
    text: str
    template: str
    subject_kind: str
    subject_id: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in an inbox, in its reader's language."""

    id: UUID
    at: datetime
    template: str
    title: str
    text: str
    subject_kind: str
    subject_id: UUID
    is_read: bool
