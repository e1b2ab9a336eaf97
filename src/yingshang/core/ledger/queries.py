"""Reads of the ledger. Scope (who may see which subject) is the caller's door, not this one's."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yingshang.core.ledger.canonical import algorithm_of, commitment_hash
from yingshang.core.ledger.sealing.heads import head_of
from yingshang.core.ledger.sealing.measuring import counted


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with its body, if it has not been erased."""

    id: UUID
    at: datetime
    recorded_at: datetime
    action: str
    subject_kind: str
    subject_id: UUID
    actor_kind: str
    actor_id: UUID
    on_behalf_of: UUID | None
    hash_hex: str
    data: dict[str, object] | None
    is_intact: bool | None


_READ = """
SELECT e.id, e.at, e.recorded_at, e.action, e.subject_kind, e.subject_id, e.actor_kind, e.actor_id,
       e.on_behalf_of, e.commitment_hash, k.salt, k.body
FROM ledger_entry e
LEFT JOIN ledger_content k ON k.entry_id = e.id AND k.recorded_at = e.recorded_at
"""


def entries_of(subject_ids: Sequence[UUID]) -> list[EntryView]:
    """All entries about the subjects, in the order in which things happened.

    Of one subject they stand as in the log, even where the clock on the wall went back meanwhile.
    """
    return _read(f"WHERE e.subject_id = ANY(%s) ORDER BY {_HAPPENED}", [list(subject_ids)])


_HAPPENED = """max(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.epoch, e.xid, e.id),
    e.epoch, e.xid, e.id"""


def entry(entry_id: UUID) -> EntryView | None:
    """One entry, or None."""
    found = _read("WHERE e.id = %s", [entry_id])
    return found[0] if found else None


def entry_count(place: str) -> int:
    """How many entries the place's ledger holds; of those not sealed yet, the first are counted.

    Two SQL statements, however long the ledger is.
    """
    return counted(head_of(place))


def _read(where: str, parameters: list[Any]) -> list[EntryView]:
    with connection.cursor() as cursor:
        cursor.execute(_READ + where, parameters)
        return [_view(row) for row in cursor.fetchall()]


def _view(row: tuple[Any, ...]) -> EntryView:
    *plain, digest, salt, body = row
    data = intact = None
    if body is not None:
        content = bytes(body)
        said = json.loads(content)
        data = said["data"]
        found = commitment_hash(bytes(salt), content, algorithm=algorithm_of(said))
        intact = found == bytes(digest)
    known = dict(zip(_PLAIN, plain, strict=True))
    return EntryView(**known, hash_hex=bytes(digest).hex(), data=data, is_intact=intact)


_PLAIN = (
    "id", "at", "recorded_at", "action", "subject_kind", "subject_id", "actor_kind", "actor_id",
    "on_behalf_of",
)  # fmt: skip
