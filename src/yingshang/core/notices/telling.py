"""Notices are written here, in the transaction of the act they tell of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from yingshang.core.copying import json_text
from yingshang.core.ids import new_id, new_id_text
from yingshang.core.notices.models import ContactPoint, Delivery
from yingshang.core.notices.rendering import check
from yingshang.core.notices.types import Telling

_NOTICES = """COPY core_notice (id, place, template, subject_kind, subject_id, data, created_at)
    FROM STDIN"""
_DELIVERIES = """COPY core_delivery (id, notice_id, recipient_id, channel, address, state, attempts,
    next_attempt_at, last_error, sent_at) FROM STDIN"""
Channel, State = Delivery.Channel, Delivery.State


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
    _write_notices(rows, ids, at)
    channels = _write_deliveries(rows, ids, at)
    if channels - {Channel.IN_APP}:
        app.configure_task("notices.deliver").defer()
    return ids


def _write_notices(rows: Sequence[Telling], ids: Sequence[UUID], at: datetime) -> None:
    with connection.cursor() as cursor, cursor.copy(_NOTICES) as copy:
        for notice_id, row in zip(ids, rows, strict=True):
            moment = (row.at or at).isoformat()
            data = json_text(dict(row.data))
            copy.write_row(
                (notice_id.hex, row.place, row.template, row.subject_kind, row.subject_id.hex,
                 data, moment)
            )  # fmt: skip


def _write_deliveries(rows: Sequence[Telling], ids: Sequence[UUID], at: datetime) -> set[str]:
    points = _points({recipient.id for row in rows for recipient in row.recipients})
    used = set()
    with connection.cursor() as cursor, cursor.copy(_DELIVERIES) as copy:
        for notice_id, row in zip(ids, rows, strict=True):
            moment = (row.at or at).isoformat()
            for recipient_id in dict.fromkeys(recipient.id for recipient in row.recipients):
                ways = [(str(Channel.IN_APP), ""), *points.get(recipient_id, ())]
                for channel, address in ways:
                    used.add(channel)
                    copy.write_row(_delivery(notice_id.hex, recipient_id, channel, address, moment))
    return used


def _points(recipient_ids: set[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = {}
    active = ContactPoint.objects.filter(party_id__in=recipient_ids, is_active=True)
    outside = active.exclude(channel=Channel.IN_APP).order_by("id")
    for party_id, channel, address in outside.values_list("party_id", "channel", "address"):
        found.setdefault(party_id, []).append((channel, address))
    return found


def _delivery(
    notice_id: str, recipient_id: UUID, channel: str, address: str, at: str
) -> tuple[object, ...]:
    """In the inbox it has arrived by being written; elsewhere it is on its way."""
    is_here = channel == Channel.IN_APP
    state, sent_at = (State.SENT, at) if is_here else (State.PENDING, None)
    return (new_id_text(), notice_id, recipient_id.hex, channel, address, state.value, 0, at, "",
            sent_at)  # fmt: skip
