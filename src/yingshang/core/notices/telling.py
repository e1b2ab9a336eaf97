"""Notices are written here, in the transaction of the act they tell of."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from yingshang.core.copying import Rows, append, json_text
from yingshang.core.ids import new_id_text
from yingshang.core.notices.models import Delivery
from yingshang.core.notices.rendering import check
from yingshang.core.notices.types import Telling
from yingshang.core.statements import fetch

_NOTICES = (
    "id", "place", "template", "subject_kind", "subject_id", "recipient_id", "data", "created_at",
)  # fmt: skip
_DELIVERIES = (
    "id", "notice_id", "channel", "address", "state", "attempts", "next_attempt_at", "last_error",
)  # fmt: skip
_POINTS = """SELECT party_id, channel, address FROM core_contactpoint
WHERE party_id = ANY (%s::uuid[]) AND is_active ORDER BY id"""
PENDING = Delivery.State.PENDING.value
Points = dict[UUID, list[tuple[str, str]]]
"""Channels and addresses by party."""
Letter = tuple[str, Telling, UUID, str]
"""A notice's id, what it tells, to whom, and the moment as text."""


def tell(rows: Sequence[Telling], *, at: datetime) -> None:
    """Write a notice for each recipient, and a delivery for each of their contact points.

    The inbox has a notice by its being written; e-mail, SMS and webhook are sent by the worker. A
    fixed number of SQL statements.
    Errors: `UnknownTemplate` and `MissingDatum`, before anything is written.
    """
    if not rows:
        return
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a notice belongs to its act's transaction")
    for row in rows:
        check(row)
    points = _points({recipient.id for row in rows for recipient in row.recipients})
    letters = _letters(rows, at)
    if not points:
        append(Rows("core_notice", _NOTICES, map(_notice, letters)))
        return
    written = list(letters)
    append(
        Rows("core_notice", _NOTICES, map(_notice, written)),
        Rows("core_delivery", _DELIVERIES, _deliveries(written, points)),
    )
    app.configure_task("notices.deliver").defer()


def _letters(rows: Sequence[Telling], at: datetime) -> Iterator[Letter]:
    moments: dict[datetime, str] = {}
    for row in rows:
        own = row.at or at
        moment = moments.get(own) or moments.setdefault(own, own.isoformat())
        who = row.recipients
        for recipient in who if len(who) == 1 else dict.fromkeys(who):
            yield new_id_text(), row, recipient.id, moment


def _notice(letter: Letter) -> tuple[object, ...]:
    notice_id, row, recipient, moment = letter
    data = json_text(dict(row.data)) if row.data else "{}"
    return (
        notice_id, row.place, row.template, row.subject_kind, row.subject_id.hex, recipient.hex,
        data, moment,
    )  # fmt: skip


def _points(recipient_ids: set[UUID]) -> Points:
    """Where the recipients want to be told beside their inbox."""
    found: Points = {}
    for party_id, channel, address in fetch(_POINTS, [list(recipient_ids)]):
        found.setdefault(party_id, []).append((channel, address))
    return found


def _deliveries(letters: Sequence[Letter], points: Points) -> Iterator[tuple[object, ...]]:
    for notice_id, _, recipient, at in letters:
        for channel, address in points.get(recipient, ()):
            yield (new_id_text(), notice_id, channel, address, PENDING, 0, at, "")
