"""The rows that go into the operations on accounts, and what comes back for each."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from yingshang.core.ledger.acts import Actor
from yingshang.errors import DomainError


@dataclass(frozen=True, slots=True)
class Opening:
    """An account to open. `floor` None makes it a source, which may go as low as it must."""

    place: str
    owner_kind: str
    owner_id: UUID
    unit: str
    actor: Actor
    at: datetime
    period: str = ""
    floor: int | None = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """Units to move at once. `key` is the caller's: the same key never moves twice."""

    key: str
    source_id: UUID
    target_id: UUID
    amount: int
    actor: Actor
    at: datetime
    on_behalf_of: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Units to set aside for `target_id` until settled, released, or `expires_at`."""

    key: str
    source_id: UUID
    target_id: UUID
    amount: int
    actor: Actor
    at: datetime
    expires_at: datetime | None = None
    on_behalf_of: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The reservation of `key` to be paid: `amount` of it (None is all); the rest is released."""

    key: str
    actor: Actor
    at: datetime
    amount: int | None = None
    on_behalf_of: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """The reservation of `key` to be given back whole."""

    key: str
    actor: Actor
    at: datetime
    on_behalf_of: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A transfer that stands; `is_new` is false when an earlier call with this key made it."""

    row: int
    key: str
    posting_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation that stands, or stood: `state` is what has become of it by now."""

    row: int
    key: str
    reservation_id: UUID
    state: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A reservation that has ended: `settled` units were moved, the rest is available again."""

    row: int
    key: str
    reservation_id: UUID
    state: str
    settled: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was refused, and why; nothing of it was done."""

    row: int
    key: str
    error: DomainError

    @property
    def code(self) -> str:
        """The stable code of the error."""
        return self.error.code


class Keyed(Protocol):
    """Any row with a key."""

    @property
    def key(self) -> str:
        """The idempotency key."""
        ...


Done = TypeVar("Done", Posted, Reserved, Ended)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Done]):
    """What became of a batch, row by row, both lists in the batch's order."""

    done: list[Done] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
