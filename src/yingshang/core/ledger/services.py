"""The only door by which entries come into the ledger, and the only way content leaves it."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from yingshang.core.ids import new_id_text
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import (
    Algorithm,
    check,
    commitment_hash,
    encode,
    encode_text,
    instant,
)
from yingshang.errors import Missing

ENTRY_COPY = """COPY ledger_entry (id, place, epoch, subject_kind, subject_id, actor_kind, actor_id,
    on_behalf_of, at, action, commitment_hash) FROM STDIN"""
SALT_BYTES = 32
CONTENT_COPY = "COPY ledger_content (entry_id, salt, body) FROM STDIN"


_EPOCHS = """SELECT current_setting('transaction_isolation'), p.place, coalesce(e.epoch, 1)
FROM unnest(%s::text[]) AS p (place) LEFT JOIN core_ledgerepoch e USING (place)"""


class NoSuchEntry(Missing):
    """An entry to erase is not there, or its content is erased already."""

    code: ClassVar[str] = "ledger.no_such_entry"


def record(acts: Sequence[Act], *, with_ids: bool = True) -> list[UUID]:
    """Append one entry an act, in the caller's transaction; answers their ids in order.

    Who has no use for the ids saves making them. Three SQL statements however many acts there
    are: the epoch, entries, contents.
    Errors: `NotCanonical` before anything is written.
    """
    if not acts:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry belongs to its act's transaction")
    epochs = _epochs({act.place for act in acts})
    moments = {at: instant(at) for at in {act.at for act in acts}}
    writer = _Writer(Algorithm(settings.LEDGER_HASH), epochs, moments)
    entries, contents = writer.rows(acts)
    _copy(ENTRY_COPY, entries)
    _copy(CONTENT_COPY, contents)
    return [UUID(str(row[0])) for row in entries] if with_ids else []


def erase(entry_id: UUID, *, place: str, actor: Actor, at: datetime, ground: str) -> UUID:
    """Erase salt and body of an entry because a law or retention date demands it.

    The hash stays, and an entry of its own says who erased it and on what ground.
    """
    (erasure,) = erase_all([(entry_id, place)], actor=actor, at=at, ground=ground)
    return erasure


def erase_all(
    entries: Sequence[tuple[UUID, str]], *, actor: Actor, at: datetime, ground: str
) -> list[UUID]:
    """Erase many entries, each with its place, and each by an entry of its own: all or none.

    Four SQL statements for any number. Errors: `NoSuchEntry`.
    """
    if not entries:
        return []
    with transaction.atomic():
        data = {"ground": ground}
        acts = [Act(place, "entry", pk, actor, at, "ledger.erase", data) for pk, place in entries]
        erasures = record(acts)
        with connection.cursor() as cursor:
            cursor.execute(_ERASE, [[pk for pk, _ in entries], erasures])
            if cursor.rowcount != len(entries):
                raise NoSuchEntry
    return erasures


_ERASE = """UPDATE ledger_content k SET salt = NULL, body = NULL, erased_by = e.erasure
FROM unnest(%s::uuid[], %s::uuid[]) AS e (entry_id, erasure)
WHERE k.entry_id = e.entry_id AND k.body IS NOT NULL"""


def _epochs(places: set[str]) -> dict[str, int]:
    """The running epochs, read at READ COMMITTED: an older snapshot could show a closed one."""
    with connection.cursor() as cursor:
        cursor.execute(_EPOCHS, [list(places)])
        ((isolation, *_), *_) = rows = cursor.fetchall()
    if isolation != "read committed":
        raise transaction.TransactionManagementError(f"no entry is written at {isolation}")
    return {place: epoch for _, place, epoch in rows}


class _Writer:
    """Makes the rows of a batch: an entry's columns and, of the same text, its body.

    The body is put together in RFC 8785's order of keys, which is faster than sorting them; a test
    holds it to `canonical.encode`.
    """

    def __init__(
        self, algorithm: Algorithm, epochs: dict[str, int], moments: dict[datetime, str]
    ) -> None:
        self.algorithm, self.epochs, self.moments = algorithm, epochs, moments
        self._quoted: dict[str, str] = {}
        self._texts: dict[UUID, str] = {}
        hashed = algorithm is not Algorithm.SHA256
        self._hash = f'"hash":{self._quote(algorithm.value)},' if hashed else ""

    def rows(
        self, acts: Sequence[Act]
    ) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        """The rows of both tables. Errors: `NotCanonical`."""
        salts = os.urandom(SALT_BYTES * len(acts))
        entries: list[tuple[object, ...]] = []
        contents: list[tuple[object, ...]] = []
        for number, act in enumerate(acts):
            entry_id, subject = new_id_text(), str(act.subject_id)
            actor, actor_id = act.actor.kind, self._text(act.actor.id)
            behalf = self._text(act.on_behalf_of) if act.on_behalf_of else None
            at, epoch = self.moments[act.at], self.epochs[act.place]
            salt = salts[SALT_BYTES * number : SALT_BYTES * (number + 1)]
            body = self._body(entry_id, act, subject, actor_id, behalf, at, epoch)
            digest = commitment_hash(salt, body, algorithm=self.algorithm)
            entries.append((entry_id, act.place, epoch, act.subject_kind, subject, actor, actor_id,
                            behalf, at, act.action, digest))  # fmt: skip
            contents.append((entry_id, salt, body))
        return entries, contents

    def _body(
        self, entry_id: str, act: Act, subject: str, actor_id: str, behalf: str | None, at: str,
        epoch: int,
    ) -> bytes:  # fmt: skip
        quote = self._quote
        on_behalf = f'"on_behalf_of":"{behalf}",' if behalf else ""
        head = (
            f'{{"action":{quote(act.action)},"actor":{{"id":"{actor_id}",'
            f'"kind":{quote(act.actor.kind)}}},"at":"{at}","data":'
        )
        tail = (
            f',"epoch":{epoch},{self._hash}"id":"{entry_id}",{on_behalf}'
            f'"place":{quote(act.place)},"subject":{{"id":"{subject}",'
            f'"kind":{quote(act.subject_kind)}}},"v":1}}'
        )
        data = dict(act.data)
        check(data)
        return head.encode() + encode(data) + tail.encode()

    def _quote(self, text: str) -> str:
        if text not in self._quoted:
            self._quoted[text] = encode_text(text)
        return self._quoted[text]

    def _text(self, value: UUID) -> str:
        """Actors stand in many rows of a batch."""
        if value not in self._texts:
            self._texts[value] = str(value)
        return self._texts[value]


def _copy(statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
