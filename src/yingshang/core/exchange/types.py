"""What goes out, what comes back, and how far an outside system has got with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from yingshang.core.ledger.acts import Actor


class Status(StrEnum):
    """What an outside system says of a message it may have received."""

    UNKNOWN = "unknown"
    RECEIVED = "received"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Push:
    """A message to send. `body` holds strings, integers, lists and objects only.

    `key` is unique within place and system: pushing the same key with the same content again is
    harmless, with other content it is refused.
    """

    place: str
    system: str
    kind: str
    key: str
    case_id: UUID | None
    body: Mapping[str, object] = field(default_factory=dict)


class Pushing(NamedTuple):
    """A message to send, who sends it and when: a row of a batch by many."""

    row: Push
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as an adapter gets it: content and signature, nothing of our book-keeping."""

    place: str
    system: str
    kind: str
    key: str
    body: dict[str, object]
    signature: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What an outside system gave, unverified.

    `in_reply_to` is the key of our message, or empty when the system speaks first. `receipt` is
    the adapter's own name for it, by which it is told what became of it.
    """

    place: str
    system: str
    kind: str
    key: str
    in_reply_to: str
    body: dict[str, object]
    signature: bytes
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A verified message as a handler gets it; `at` is the moment of handling."""

    id: UUID
    place: str
    system: str
    kind: str
    key: str
    case_id: UUID | None
    in_reply_to: UUID | None
    body: dict[str, object]
    at: datetime
