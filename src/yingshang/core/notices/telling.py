"""Notices are written here, in the transaction of the act they tell of."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from yingshang.core.copying import Rows, append, json_text
from yingshang.core.ids import new_id, new_id_text
from yingshang.core.notices.models import Delivery
from yingshang.core.notices.rendering import check
from yingshang.core.notices.types import Telling
from yingshang.core.statements import fetch

_NOTICES = ("id", "place", "template", "subject_kind", "subject_id", "data", "created_at")
_DELIVERIES = (
    "id", "notice_id", "recipient_id", "channel", "address", "state", "attempts",
    "next_attempt_at", "last_error", "sent_at",
)  # fmt: skip
_POINTS = """SELECT party_id, channel, address FROM core_contactpoint
WHERE party_id = ANY (%s::uuid[]) AND is_active AND channel <> 'in_app' ORDER BY id"""
Channel, State = Delivery.Channel, Delivery.State
INBOX = (Channel.IN_APP.value, "")
SENT, PENDING = State.SENT.value, State.PENDING.value
Points = dict[UUID, list[tuple[str, str]]]
"""Channels and addresses by party."""


def tell(rows: Sequence[Telling], *, at: datetime) -> list[UUID]:
    """Write the notices and a delivery for each recipient and channel; answers the notices' ids.

    The in-app inbox gets every notice at once; e-mail, SMS and webhook follow the recipients'
    contact points and are sent by the worker. A fixed number of SQL statements.
    Errors: `UnknownTemplate` and `MissingDatum`, before anything is written.
    """
    if not rows:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a notice belongs to its act's transaction")
    for row in rows:
        check(row.template, row.data)
    ids = [new_id() for _ in rows]
    points = _points({recipient.id for row in rows for recipient in row.recipients})
    append(
        Rows("core_notice", _NOTICES, _notices(rows, ids, at)),
        Rows("core_delivery", _DELIVERIES, _deliveries(rows, ids, points, at)),
    )
    if points:
        app.configure_task("notices.deliver").defer()
    return ids


def _notices(
    rows: Sequence[Telling], ids: Sequence[UUID], at: datetime
) -> Iterator[tuple[object, ...]]:
    for notice_id, row in zip(ids, rows, strict=True):
        moment = (row.at or at).isoformat()
        data = json_text(dict(row.data))
        yield (notice_id.hex, row.place, row.template, row.subject_kind, row.subject_id.hex, data,
               moment)  # fmt: skip


def _deliveries(
    rows: Sequence[Telling], ids: Sequence[UUID], points: Points, at: datetime
) -> Iterator[tuple[object, ...]]:
    for notice_id, row in zip(ids, rows, strict=True):
        moment = (row.at or at).isoformat()
        who = row.recipients
        for recipient in who if len(who) == 1 else dict.fromkeys(who):
            ways = [INBOX, *points.get(recipient.id, ())] if points else (INBOX,)
            for channel, address in ways:
                yield _delivery(notice_id.hex, recipient.id, channel, address, moment)


def _points(recipient_ids: set[UUID]) -> Points:
    """Where the recipients want to be told beside their inbox."""
    found: Points = {}
    for party_id, channel, address in fetch(_POINTS, [list(recipient_ids)]):
        found.setdefault(party_id, []).append((channel, address))
    return found


def _delivery(
    notice_id: str, recipient_id: UUID, channel: str, address: str, at: str
) -> tuple[object, ...]:
    """In the inbox it has arrived by being written; elsewhere it is on its way."""
    is_here = channel == INBOX[0]
    state, sent_at = (SENT, at) if is_here else (PENDING, None)
    return (new_id_text(), notice_id, recipient_id.hex, channel, address, state, 0, at, "",
            sent_at)  # fmt: skip
