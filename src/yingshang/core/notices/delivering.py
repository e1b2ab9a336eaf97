"""The worker's part: every delivery apart, at least once, with the same key at each attempt.

As in `exchange`: claimed with a lease, sent outside of any transaction, marked in another.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.access.models import User
from yingshang.core.exchange.errors import written
from yingshang.core.exchange.waits import Waits
from yingshang.core.notices.backends import backend_for
from yingshang.core.notices.models import Delivery
from yingshang.core.notices.rendering import Data, render, whole_data
from yingshang.core.notices.types import Parcel
from yingshang.errors import DomainError, Kind

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)
CLAIM_SIZE = 20
WAITS = Waits(first=timedelta(seconds=30), longest=timedelta(hours=2), tries=8)
State = Delivery.State
_CLAIM = """
UPDATE core_delivery d SET attempts = d.attempts + 1, next_attempt_at = %s
FROM (SELECT id FROM core_delivery
      WHERE state = 'pending' AND next_attempt_at <= %s AND (%s::text IS NULL OR channel = %s)
      ORDER BY next_attempt_at, id LIMIT %s FOR UPDATE SKIP LOCKED) due
WHERE d.id = due.id
RETURNING d.id
"""


def deliver_due(at: datetime, *, channel: str | None = None) -> int:
    """Send what is due at `at`, by one channel or all; answers how many were sent."""
    sent = 0
    while claimed := _claim(at, channel):
        languages = _languages({delivery.notice.recipient_id for delivery in claimed})
        said = whole_data(delivery.notice for delivery in claimed)
        for delivery in claimed:
            notice = delivery.notice
            language = languages.get(notice.recipient_id, "")
            sent += _deliver(delivery, said[notice.pk], language, at)
    return sent


def _claim(at: datetime, channel: str | None) -> list[Delivery]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [at + LEASE, at, channel, channel, CLAIM_SIZE])
        ids = [row[0] for row in cursor.fetchall()]
    return list(Delivery.objects.filter(id__in=ids).select_related("notice").order_by("id"))


def _languages(recipient_ids: set[UUID]) -> dict[UUID, str]:
    """The language of each recipient's log-in; an enterprise has none and reads Chinese."""
    own = User.objects.filter(id__in=recipient_ids).values_list("id", "language")
    person = User.objects.filter(person_id__in=recipient_ids).values_list("person_id", "language")
    return {**dict(own), **dict(person)}


def _deliver(delivery: Delivery, data: Data, language: str, at: datetime) -> bool:
    if delivery.attempts > WAITS.tries:  # each attempt before was killed before its end
        _end(delivery.id, State.DEAD, delivery.last_error or "no attempt came to its end")
        return False
    try:
        backend_for(delivery.channel).send(_parcel(delivery, data, language))
    except Exception as error:  # noqa: BLE001 - one failed delivery must not stop another's
        _failed(delivery, error, at)
        return False
    _end(delivery.id, State.SENT, "", sent_at=at)
    return True


def _parcel(delivery: Delivery, data: Data, language: str) -> Parcel:
    notice = delivery.notice
    title, text = render(notice.template, data, language)
    return Parcel(
        str(delivery.id),
        notice.place,
        notice.recipient_id,
        delivery.address,
        title,
        text,
        notice.template,
        notice.subject_kind,
        notice.subject_id,
        notice.created_at,
    )


def _failed(delivery: Delivery, error: Exception, at: datetime) -> None:
    reason = written(error)
    log.warning("delivery %s by %s failed: %s", delivery.id, delivery.channel, reason)
    is_hopeless = isinstance(error, DomainError) and error.kind is Kind.INVALID
    if is_hopeless or WAITS.is_over(delivery.attempts):
        _end(delivery.id, State.DEAD, reason)
        return
    Delivery.objects.filter(id=delivery.id, state=State.PENDING).update(
        next_attempt_at=at + WAITS.after(delivery.attempts), last_error=reason
    )


def _end(delivery_id: UUID, state: str, error: str, sent_at: datetime | None = None) -> None:
    pending = Delivery.objects.filter(id=delivery_id, state=State.PENDING)
    pending.update(state=state, last_error=error, sent_at=sent_at)
