"""Sealed entries with their contents, in the order of the log, and what is wrong inside each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.core.ledger.canonical import algorithm_of, commitment_hash, instant
from yingshang.core.ledger.verifying.findings import Kind

_PAGE = 10_000
_ROWS = """
SELECT p.index, p.entry_id, p.lost_hash, e.commitment_hash, k.salt, k.body,
       k.erased_by IS NOT NULL AND EXISTS (
           SELECT FROM ledger_entry x WHERE x.id = k.erased_by AND x.place = e.place
           AND x.action = 'ledger.erase' AND x.subject_id = e.id),
       e.id, e.place, e.epoch, e.subject_kind, e.subject_id, e.actor_kind, e.actor_id,
       e.on_behalf_of, e.at, e.action
FROM ledger_placement p
LEFT JOIN ledger_entry e ON e.id = p.entry_id AND e.recorded_at = p.recorded_at
LEFT JOIN ledger_content k ON k.entry_id = p.entry_id AND k.recorded_at = p.recorded_at
WHERE p.place = %s AND p.index >= %s AND p.index < %s ORDER BY p.index"""


class Columns(NamedTuple):
    """The columns of an entry that its body says too."""

    id: UUID | None
    place: str
    epoch: int
    subject_kind: str
    subject_id: UUID
    actor_kind: str
    actor_id: UUID
    on_behalf_of: UUID | None
    at: datetime
    action: str


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One place of the log as the database has it."""

    index: int
    entry_id: UUID | None
    lost_hash: bytes | None
    digest: bytes | None
    salt: bytes | None
    body: bytes | None
    has_erasure: bool
    columns: Columns

    @property
    def leaf(self) -> bytes | None:
        """The commitment hash for this place; None when the entry is gone."""
        return self.lost_hash if self.entry_id is None else self.digest

    @property
    def is_erased(self) -> bool:
        """Whether the content was erased on record."""
        return self.body is None and self.has_erasure

    def fault(self) -> Kind | None:
        """What is wrong with the row on its own."""
        if self.entry_id is None or self.is_erased:
            return None
        if self.digest is None:
            return Kind.DELETED
        if self.body is None or self.salt is None:
            return Kind.CONTENT_GONE
        return self._content_fault(self.salt, self.body)

    def _content_fault(self, salt: bytes, body: bytes) -> Kind | None:
        try:
            said = json.loads(body)
            algorithm = algorithm_of(said)
            if commitment_hash(salt, body, algorithm=algorithm) != self.digest:
                return Kind.EDITED
            return None if _says(said) == _shown(self.columns) else Kind.COLUMNS
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return Kind.EDITED  # no body that `record` writes, though it may fit its hash


def _says(said: dict[str, object]) -> tuple[object, ...]:
    subject, actor = said["subject"], said["actor"]
    if not (isinstance(subject, dict) and isinstance(actor, dict)):
        return ()
    return (
        said["id"], said["place"], said["epoch"], subject["kind"], subject["id"], actor["kind"],
        actor["id"], said.get("on_behalf_of"), said["at"], said["action"],
    )  # fmt: skip


def _shown(row: Columns) -> tuple[object, ...]:
    behalf = str(row.on_behalf_of) if row.on_behalf_of else None
    return (
        str(row.id), row.place, row.epoch, row.subject_kind, str(row.subject_id), row.actor_kind,
        str(row.actor_id), behalf, instant(row.at), row.action,
    )  # fmt: skip


def sealed_rows(place: str, size: int) -> Iterator[SealedRow]:
    """Every placement below `size` in order, with what the database has for it."""
    for start in range(0, size, _PAGE):
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [place, start, min(start + _PAGE, size)])
            rows = cursor.fetchall()
        for index, entry_id, lost, digest, salt, body, erased, *columns in rows:
            yield SealedRow(
                index, entry_id, _bytes(lost), _bytes(digest), _bytes(salt), _bytes(body), erased,
                Columns(*columns),
            )  # fmt: skip


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
