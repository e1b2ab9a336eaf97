"""The only door by which entries come into the ledger, and the only way content leaves it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from yingshang.core.copying import FEW, Rows, append, copy_block
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import Algorithm
from yingshang.core.ledger.writing import CONTENT_COLUMNS, ENTRY_COLUMNS, Writer
from yingshang.core.statements import fetch
from yingshang.errors import Missing

_EPOCHS = """SELECT current_setting('transaction_isolation'), p.place, coalesce(e.epoch, 1)
FROM unnest(%s::text[]) AS p (place) LEFT JOIN core_ledgerepoch e USING (place)"""


class NoSuchEntry(Missing):
    """An entry to erase is not there, or its content is erased already."""

    code: ClassVar[str] = "ledger.no_such_entry"


class Epochs(dict[str, int]):
    """The running epochs of places as this transaction has read them, by place.

    Who has read `core_ledgerepoch` holds its lock until the transaction ends, and no epoch is
    closed meanwhile; so one reading is enough for every entry of the transaction.
    """

    @classmethod
    def of(cls, rows: Sequence[tuple[str, str, int]]) -> "Epochs":
        """From isolation, place and epoch, read at READ COMMITTED.

        An older snapshot could show a closed one. Errors: `TransactionManagementError`.
        """
        for isolation in {isolation for isolation, _, _ in rows} - {"read committed"}:
            raise transaction.TransactionManagementError(f"no entry is written at {isolation}")
        return cls({place: epoch for _, place, epoch in rows})


def record(
    acts: Sequence[Act], *, with_ids: bool = True, epochs: Epochs | None = None
) -> list[UUID]:
    """Append one entry an act, in the caller's transaction; answers their ids in order.

    Who has no use for the ids saves making them. Three SQL statements however many acts there
    are, and two for a few: the epochs (unless the caller has read them), entries, contents.
    Errors: `NotCanonical` before anything is written.
    """
    if not acts:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry belongs to its act's transaction")
    epochs = epochs or Epochs.of(fetch(_EPOCHS, [list({act.place for act in acts})]))
    writer = Writer(Algorithm(settings.LEDGER_HASH), epochs)
    made = list(writer.make(acts))
    if len(made) > FEW:
        entries, contents = writer.blocks(made)
        copy_block("ledger_entry", ENTRY_COLUMNS, entries)
        copy_block("ledger_content", CONTENT_COLUMNS, contents)
    else:
        few, bodies = writer.rows(made)
        append(
            Rows("ledger_entry", ENTRY_COLUMNS, few),
            Rows("ledger_content", CONTENT_COLUMNS, bodies),
        )
    return [UUID(bytes=one.id) for one in made] if with_ids else []


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
