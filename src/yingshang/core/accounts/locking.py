"""Accounts held by a transaction: locked in id order, with what a batch has done to them so far.

`FOR NO KEY UPDATE`, so that the foreign keys of other transactions' rows never wait for ours; and
always in id order, so that two batches over the same accounts never wait for each other in a ring.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

_READ = """
SELECT id, place, unit, floor, balance, reserved FROM core_account WHERE id = ANY(%s) ORDER BY id"""
_LOCK = f"{_READ} FOR NO KEY UPDATE"

_WRITE = """
UPDATE core_account a SET balance = a.balance + d.balance, reserved = a.reserved + d.reserved
FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS d(id, balance, reserved)
WHERE a.id = d.id"""


@dataclass(slots=True)
class Held:
    """An account as the batch has left it so far; `write_changes` brings it to the database."""

    id: UUID
    place: str
    unit: str
    floor: int | None
    balance: int
    reserved: int
    balance_change: int = 0
    reserved_change: int = 0

    @property
    def available(self) -> int:
        """What is neither gone nor set aside."""
        return self.balance - self.reserved

    def can_give(self, amount: int) -> bool:
        """Whether the floor allows it."""
        return self.floor is None or self.available - amount >= self.floor

    def move(self, amount: int) -> None:
        """Add to the balance, or take from it."""
        self.balance += amount
        self.balance_change += amount

    def set_aside(self, amount: int) -> None:
        """Reserve, or with a negative amount give back."""
        self.reserved += amount
        self.reserved_change += amount


Books = dict[UUID, Held]


def lock(account_ids: Iterable[UUID]) -> Books:
    """The accounts that exist, locked until the transaction ends."""
    return _books(_LOCK, account_ids)


def read(account_ids: Iterable[UUID]) -> Books:
    """The accounts as they are now, unlocked: only place, unit and floor can be relied on."""
    return _books(_READ, account_ids)


def write_changes(books: Books) -> None:
    """Write what the batch did. The database's own check has the last word on every floor."""
    changed = [a for a in books.values() if a.balance_change or a.reserved_change]
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                [a.id for a in changed],
                [a.balance_change for a in changed],
                [a.reserved_change for a in changed],
            ],
        )


def _books(statement: str, account_ids: Iterable[UUID]) -> Books:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(set(account_ids))])
        found: Sequence[tuple[UUID, str, str, int | None, int, int]] = cursor.fetchall()
    return {row[0]: Held(*row) for row in found}
