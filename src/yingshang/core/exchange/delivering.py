"""The worker's way out: claim, send, mark; and what becomes of what could not be sent.

A message is claimed in a short transaction that also sets when it falls due again (the lease), sent
outside of any transaction, and marked in another. Killed in between, it is sent again with the same
key when the lease is over, and the receiver knows it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.exchange.adapters import InBatches, adapter_for
from yingshang.core.exchange.errors import written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.letter import PREFIX
from yingshang.core.exchange.pushing import kinds_of_cases
from yingshang.core.exchange.types import Outgoing
from yingshang.core.exchange.waits import ASKING, SENDING
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError, Kind

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
CLAIM_SIZE = 20
LETTERS = 500
EXCHANGE = Actor.system("exchange")
_CLAIM = """
UPDATE core_message m SET attempts = m.attempts + 1, next_attempt_at = %s
FROM (SELECT id FROM core_message
      WHERE direction = 'out' AND state = %s AND next_attempt_at <= %s AND system LIKE %s
      ORDER BY next_attempt_at, id LIMIT %s FOR UPDATE SKIP LOCKED) due
WHERE m.id = due.id
RETURNING m.id
"""


def deliver_pending(at: datetime) -> int:
    """Send every message that is due at `at`; answers how many were handed over.

    Each apart, but letters to other places many at once.
    """
    sent = deliver_letters(at)
    while claimed := claim(Message.State.PENDING, at):
        for message in claimed:
            sent += _deliver(message, at)
    return sent


def deliver_letters(at: datetime) -> int:
    """Drop the letters to other places that are due; answers how many."""
    sent = 0
    while claimed := claim(Message.State.PENDING, at, most=LETTERS, system=f"{PREFIX}%"):
        sent += sum(_deliver_all(group, at) for group in _by_system(claimed))
    return sent


def claim(state: str, at: datetime, *, most: int = CLAIM_SIZE, system: str = "%") -> list[Message]:
    """Take some due messages for this worker alone until the lease is over."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [at + LEASE, state, at, system, most])
        ids = [row[0] for row in cursor.fetchall()]
    return list(Message.objects.filter(id__in=ids).order_by("created_at", "id"))


def _by_system(messages: Sequence[Message]) -> list[list[Message]]:
    groups: dict[tuple[str, str], list[Message]] = {}
    for message in messages:
        groups.setdefault((message.place, message.system), []).append(message)
    return list(groups.values())


def _deliver_all(messages: Sequence[Message], at: datetime) -> int:
    """Messages to one system, at once where it can take many, else or after a failure each."""
    first = messages[0]
    try:
        adapter = adapter_for(first.place, first.system)
        if not isinstance(adapter, InBatches) or any(m.attempts > 1 for m in messages):
            return sum(_deliver(message, at) for message in messages)
        with transaction.atomic():
            adapter.send_all([outgoing(message) for message in messages])
    except Exception as error:  # noqa: BLE001 - one by one each failure is written down where it belongs
        log.info("%s letters to %s go one by one: %s", len(messages), first.system, error)
        return sum(_deliver(message, at) for message in messages)
    _mark_sent([message.id for message in messages], at)
    return len(messages)


def _deliver(message: Message, at: datetime) -> bool:
    if message.attempts > SENDING.tries:  # each attempt before was killed before its end
        bury([Dead(message.id, message.last_error or "no attempt came to its end")], at)
        return False
    try:
        adapter_for(message.place, message.system).send(outgoing(message))
    except Exception as error:  # noqa: BLE001 - whatever one system does must not stop another's message
        _failed(message, error, at)
        return False
    _mark_sent([message.id], at)
    return True


def outgoing(message: Message) -> Outgoing:
    """The message as adapters see it."""
    return Outgoing(
        message.place,
        message.system,
        message.kind,
        message.key,
        message.body,
        bytes(message.signature),
    )


def _mark_sent(message_ids: Sequence[UUID], at: datetime) -> None:
    """Unless an answer was faster."""
    Message.objects.filter(id__in=message_ids, state=Message.State.PENDING).update(
        state=Message.State.SENT, sent_at=at, next_attempt_at=at + ASKING.first, last_error=""
    )


def _failed(message: Message, error: Exception, at: datetime) -> None:
    reason = written(error)
    log.warning("message %s to %s not sent: %s", message.id, message.system, reason)
    is_hopeless = isinstance(error, DomainError) and error.kind in {Kind.INVALID, Kind.DENIED}
    if is_hopeless or SENDING.is_over(message.attempts):
        bury([Dead(message.id, reason)], at)
        return
    Message.objects.filter(id=message.id, state=Message.State.PENDING).update(
        next_attempt_at=at + SENDING.after(message.attempts), last_error=reason
    )


@dataclass(frozen=True, slots=True)
class Dead:
    """A message that will not be tried again by itself, and why."""

    message_id: UUID
    reason: str


def bury(rows: Sequence[Dead], at: datetime) -> None:
    """Make the messages dead letters, with an entry each; answered ones stay as they are."""
    reasons = {row.message_id: row.reason for row in rows}
    open_states = [Message.State.PENDING, Message.State.SENT]
    with transaction.atomic():
        messages = list(
            Message.objects.select_for_update().filter(id__in=reasons, state__in=open_states)
        )
        for message in messages:
            message.state, message.last_error = Message.State.DEAD, reasons[message.id]
            message.next_attempt_at = None
        Message.objects.bulk_update(messages, ["state", "last_error", "next_attempt_at"])
        record(acts_on(messages, "exchange.dead", EXCHANGE, at))


def acts_on(messages: Sequence[Message], action: str, actor: Actor, at: datetime) -> list[Act]:
    """One act for each message, on its case if it has one."""
    kinds = kinds_of_cases([m.case_id for m in messages if m.case_id])
    return [
        Act(
            m.place,
            kinds.get(m.case_id, "case") if m.case_id else "message",
            m.case_id or m.id,
            actor,
            at,
            action,
            {"message": str(m.id), "system": m.system, "kind": m.kind, "key": m.key}
            | ({"error": m.last_error} if m.last_error else {}),
        )
        for m in messages
    ]
