"""The worker's part: pages are pushed in order, again until they are taken, or given up aloud.

A subscription is claimed in a short transaction that also says when it falls due again (the lease);
its pages go out outside of any transaction, and each that was taken moves its position in another.
Killed in between, the page goes out again: at least once, never out of order, never one left out.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yingshang.core.exchange.errors import LONGEST_ERROR
from yingshang.core.exchange.waits import Waits
from yingshang.core.feed.models import Subscription
from yingshang.core.feed.reading import page_behind
from yingshang.core.feed.scope import scope_of
from yingshang.core.feed.sending import NotDelivered, send_page
from yingshang.core.feed.signing import signature_header
from yingshang.core.feed.subscribing import act_on
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.notices.services import Recipient, Telling, tell

log = logging.getLogger(__name__)
WAITS = Waits(first=timedelta(seconds=10), longest=timedelta(hours=1), tries=12)
"""A subscriber may be down for some hours: twelve attempts span about five."""
LEASE = timedelta(minutes=5)
PAGE_ITEMS = 200
PAGES_A_TURN = 20
FEED = Actor.system("feed")
State = Subscription.State
_CLAIM = """
UPDATE core_subscription s SET next_attempt_at = %s
FROM (SELECT s.id FROM core_subscription s
      WHERE s.state = 'active' AND s.url <> '' AND s.next_attempt_at <= %s AND s.valid_until > %s
        AND NOT s.id = ANY (%s::uuid[])
      ORDER BY s.next_attempt_at, s.id LIMIT 1 FOR UPDATE SKIP LOCKED) due
WHERE s.id = due.id
RETURNING s.id
"""


def push_due(at: datetime) -> int:
    """Push to every subscription that is due, one after another; answers how many pages went."""
    seen: list[UUID] = []
    pages = 0
    while (subscription := _claim(at, seen)) is not None:
        seen.append(subscription.pk)
        pages += _push(subscription, at)
    return pages


def _claim(at: datetime, seen: list[UUID]) -> Subscription | None:
    """Take one due subscription for this worker alone until the lease is over."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [at + LEASE, at, at, seen])
        row = cursor.fetchone()
    return Subscription.objects.get(pk=row[0]) if row else None


def _push(subscription: Subscription, at: datetime) -> int:
    """Pages until the end, or so many; the rest is for the next turn."""
    for pages in range(PAGES_A_TURN):
        page = page_behind(subscription.position, scope_of(subscription), limit=PAGE_ITEMS)
        if page.next == subscription.position:
            _rest(subscription, at)
            return pages
        try:
            if page.items:
                text = page.text()
                send_page(
                    subscription.url, text, signature=signature_header(page.place, text),
                    subscription=str(subscription.pk), position=page.after,
                )  # fmt: skip
        except NotDelivered as error:
            _failed(subscription, error, at)
            return pages
        if not _moved(subscription, page.next):
            return pages
    _rest(subscription, at)
    return PAGES_A_TURN


def _moved(subscription: Subscription, position: int) -> bool:
    """Whether the page was taken from where we thought; else somebody set another position."""
    rows = Subscription.objects.filter(
        pk=subscription.pk, position=subscription.position, state=State.ACTIVE
    )
    lease = max(timezone.now() + LEASE, subscription.next_attempt_at)
    moved = rows.update(position=position, attempts=0, last_error="", next_attempt_at=lease)
    subscription.position, subscription.attempts = position, 0
    return moved == 1


def _rest(subscription: Subscription, at: datetime) -> None:
    rows = Subscription.objects.filter(pk=subscription.pk, state=State.ACTIVE)
    rows.update(next_attempt_at=at)


def _failed(subscription: Subscription, error: NotDelivered, at: datetime) -> None:
    """Later, or given up with an entry and a notice to whoever is answerable for it."""
    attempts, reason = subscription.attempts + 1, error.text("en")[:LONGEST_ERROR]
    log.warning("feed to %s stands at %s: %s", subscription.name, subscription.position, reason)
    rows = Subscription.objects.filter(pk=subscription.pk, state=State.ACTIVE)
    if not WAITS.is_over(attempts):
        rows.update(
            attempts=attempts, last_error=reason, next_attempt_at=at + WAITS.after(attempts)
        )
        return
    with transaction.atomic():
        if rows.update(state=State.DEAD, attempts=attempts, last_error=reason):
            data: dict[str, object] = {"position": subscription.position, "error": reason}
            record([act_on(subscription, "subscription.dead", FEED, at, data)])
            tell([_notice(subscription, reason)], at=at)


def _notice(subscription: Subscription, reason: str) -> Telling:
    data = {"title": subscription.name, "what": str(subscription.position), "reason": reason}
    return Telling(
        subscription.place, "feed_stopped", "subscription", subscription.pk,
        [Recipient(subscription.owner_id)], data,
    )  # fmt: skip
