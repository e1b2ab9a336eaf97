"""Messages are put into the outbox here, in the transaction of the act that causes them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from yingshang.core.cases.models import Case
from yingshang.core.exchange.envelope import envelope, sign
from yingshang.core.exchange.errors import KeyReused
from yingshang.core.exchange.types import Push, Pushing
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

OUT = "out"
_INSERT = """
INSERT INTO core_message (id, place, system, direction, kind, key, case_id, body, signature, state,
                          attempts, next_attempt_at, last_error, created_at)
SELECT n.id, n.place, n.system, 'out', n.kind, n.key, n.case_id, n.body::jsonb, n.signature,
       'pending', 0, n.at, '', n.at
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::text[],
            %s::bytea[], %s::timestamptz[])
     AS n(id, place, system, kind, key, case_id, body, signature, at)
ON CONFLICT (place, system, direction, key) DO NOTHING
"""
_FIND = """
SELECT m.place, m.system, m.key, m.id, m.signature
FROM core_message m
JOIN unnest(%s::text[], %s::text[], %s::text[]) AS n(place, system, key)
  ON m.place = n.place AND m.system = n.system AND m.direction = 'out' AND m.key = n.key
"""


def push(rows: Sequence[Push], *, actor: Actor, at: datetime) -> list[UUID]:
    """Put one actor's messages into the outbox; answers their ids in order. Errors: `push_all`."""
    return push_all([Pushing(row, actor, at) for row in rows])


def push_all(pushings: Sequence[Pushing]) -> list[UUID]:
    """Put the messages of many into the outbox; answers their ids in order.

    In the caller's transaction, with a fixed number of SQL statements. A row pushed before (same
    key, same content) answers the id it has; nothing is sent twice.
    Errors: `BadMessage`; `KeyReused` when a key comes back with other content.
    """
    rows = [one.row for one in pushings]
    if not rows:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a message belongs to its act's transaction")
    signatures = [sign(row, OUT) for row in rows]
    fresh = _insert(pushings, signatures)
    known = _find(rows)
    ids = []
    for row, signature in zip(rows, signatures, strict=True):
        message_id, stored = known[row.place, row.system, row.key]
        if stored != signature:
            raise KeyReused(key=row.key)
        ids.append(message_id)
    record(_acts(pushings, ids, fresh))
    app.configure_task("exchange.deliver").defer()
    return ids


def _insert(pushings: Sequence[Pushing], signatures: Sequence[bytes]) -> set[UUID]:
    """Insert in the order of the unique index, so that two batches cannot lock each other out."""
    ordered = sorted(
        ((one.row, one.at, signature) for one, signature in zip(pushings, signatures, strict=True)),
        key=lambda p: (p[0].place, p[0].system, p[0].key),
    )
    columns = [
        (new_id(), r.place, r.system, r.kind, r.key, r.case_id, json.dumps(dict(r.body)),
         signature, at)
        for r, at, signature in ordered
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in zip(*columns, strict=True)])
    return {column[0] for column in columns}


def _find(rows: Sequence[Push]) -> dict[tuple[str, str, str], tuple[UUID, bytes]]:
    keys = sorted({(r.place, r.system, r.key) for r in rows})
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [list(column) for column in zip(*keys, strict=True)])
        return {(p, s, k): (i, bytes(signature)) for p, s, k, i, signature in cursor.fetchall()}


def _acts(pushings: Sequence[Pushing], ids: Sequence[UUID], fresh: set[UUID]) -> list[Act]:
    """One entry for each message that is new, on its case if it has one."""
    new = {i: one for one, i in zip(pushings, ids, strict=True) if i in fresh}
    kinds = kinds_of_cases([one.row.case_id for one in new.values() if one.row.case_id])
    return [
        Act(
            row.place,
            kinds.get(row.case_id, "case") if row.case_id else "message",
            row.case_id or message_id,
            actor,
            at,
            "exchange.push",
            {
                "message": str(message_id),
                "system": row.system,
                "kind": row.kind,
                "key": row.key,
                "sha256": hashlib.sha256(envelope(row, OUT)).hexdigest(),
            },
        )
        for message_id, (row, actor, at) in new.items()
    ]


def kinds_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The lifecycle kind of each case, which is how its entries name it."""
    if not case_ids:
        return {}
    return dict(Case.objects.filter(id__in=case_ids).values_list("id", "kind"))
