"""Payments change state here, by the thousand: locked in id order, checked, written, entered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.city.benefits.payments.errors import PaymentMissing, WrongState
from yingshang.city.benefits.payments.lifecycle import SUBJECT, Change
from yingshang.city.benefits.payments.models import Payment
from yingshang.core.ledger.acts import NOTHING, Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.statements import uuids

_LOCK = """SELECT id, place, credit_code, state FROM benefits_payment
WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE"""

_WRITE = """UPDATE benefits_payment p SET state = %s, changed_at = %s, reason = c.reason,
    paid_at = CASE WHEN %s = 'paid' THEN %s ELSE p.paid_at END
FROM unnest(%s::uuid[], %s::text[]) AS c(id, reason) WHERE p.id = c.id"""


class Changed(NamedTuple):
    """One payment to change: why, in words, and what else its entry says."""

    payment_id: UUID
    reason: str = ""
    data: Mapping[str, object] = NOTHING


def change(rows: Sequence[Changed], what: Change, *, actor: Actor, at: datetime) -> None:
    """Take all payments through one change, or none, in the caller's transaction.

    Two SQL statements and the entries, however many. Errors: `PaymentMissing`, `WrongState`.
    """
    if not rows:
        return
    ids = [row.payment_id for row in rows]
    with connection.cursor() as cursor:
        named = uuids(ids)
        cursor.execute(_LOCK, [named])
        found = {row[0]: row for row in cursor.fetchall()}
        for row in rows:
            _refuse_wrong(found.get(row.payment_id), what)
        reasons = [row.reason for row in rows]
        cursor.execute(_WRITE, [what.target.value, at, what.target.value, at, named, reasons])
    record([_act(row, found[row.payment_id][1], what, actor, at) for row in rows], with_ids=False)


def _refuse_wrong(found: tuple[UUID, str, str, str] | None, what: Change) -> None:
    if found is None:
        raise PaymentMissing
    *_, credit_code, state = found
    if state not in what.sources:
        label = Payment.State(state).label
        raise WrongState(firm=credit_code, state=label, step=what.zh, step_en=what.en)


def _act(row: Changed, place: str, what: Change, actor: Actor, at: datetime) -> Act:
    data = {**row.data, "reason": row.reason} if row.reason else row.data
    return Act(place, SUBJECT, row.payment_id, actor, at, what.action, data)
