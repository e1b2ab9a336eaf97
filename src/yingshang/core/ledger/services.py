"""The only door by which entries come into the ledger, and the only way content leaves it."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import Algorithm, check, commitment_hash, encode, instant
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


def record(acts: Sequence[Act]) -> list[UUID]:
    """Append one entry an act, in the caller's transaction; answers their ids in order.

    Three SQL statements however many acts there are: the epoch, entries, contents.
    Errors: `NotCanonical` before anything is written.
    """
    if not acts:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry belongs to its act's transaction")
    epochs = _epochs({act.place for act in acts})
    moments = {at: instant(at) for at in {act.at for act in acts}}
    algorithm = Algorithm(settings.LEDGER_HASH)
    ids = [new_id() for _ in acts]
    salts = os.urandom(SALT_BYTES * len(acts))
    entries, contents = [], []
    for number, (entry_id, act) in enumerate(zip(ids, acts, strict=True)):
        plain = _plain(entry_id, act, epochs[act.place], moments[act.at])
        salt = salts[SALT_BYTES * number : SALT_BYTES * (number + 1)]
        body = _body(plain, act, algorithm)
        entries.append((*plain, commitment_hash(salt, body, algorithm=algorithm)))
        contents.append((plain[0], salt, body))
    _copy(ENTRY_COPY, entries)
    _copy(CONTENT_COPY, contents)
    return ids


def erase(entry_id: UUID, *, place: str, actor: Actor, at: datetime, ground: str) -> UUID:
    """Erase salt and body of an entry because a law or retention date demands it.

    The hash stays, and an entry of its own says who erased it and on what ground.
    """
    with transaction.atomic():
        act = Act(place, "entry", entry_id, actor, at, "ledger.erase", {"ground": ground})
        (erasure,) = record([act])
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_content SET salt = NULL, body = NULL, erased_by = %s"
                " WHERE entry_id = %s AND body IS NOT NULL",
                [erasure, entry_id],
            )
            if cursor.rowcount != 1:
                raise NoSuchEntry
    return erasure


def _epochs(places: set[str]) -> dict[str, int]:
    """The running epochs, read at READ COMMITTED: an older snapshot could show a closed one."""
    with connection.cursor() as cursor:
        cursor.execute(_EPOCHS, [list(places)])
        ((isolation, *_), *_) = rows = cursor.fetchall()
    if isolation != "read committed":
        raise transaction.TransactionManagementError(f"no entry is written at {isolation}")
    return {place: epoch for _, place, epoch in rows}


Plain = tuple[str, str, int, str, str, str, str, str | None, str, str]
"""An entry's columns but the hash, as text: what the body says too, made once."""


def _plain(entry_id: UUID, act: Act, epoch: int, at: str) -> Plain:
    behalf = str(act.on_behalf_of) if act.on_behalf_of else None
    actor = act.actor
    return (str(entry_id), act.place, epoch, act.subject_kind, str(act.subject_id), actor.kind,
            str(actor.id), behalf, at, act.action)  # fmt: skip


def _body(plain: Plain, act: Act, algorithm: Algorithm) -> bytes:
    entry_id, place, epoch, kind, subject, actor_kind, actor, behalf, at, action = plain
    data = dict(act.data)
    check(data)
    body: dict[str, object] = {
        "v": 1,
        "id": entry_id,
        "place": place,
        "epoch": epoch,
        "subject": {"kind": kind, "id": subject},
        "actor": {"kind": actor_kind, "id": actor},
        "at": at,
        "action": action,
        "data": data,
    }
    if behalf is not None:
        body["on_behalf_of"] = behalf
    if algorithm is not Algorithm.SHA256:
        body["hash"] = algorithm
    return encode(body)


def _copy(statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
