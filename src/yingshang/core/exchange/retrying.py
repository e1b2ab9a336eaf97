"""A dead letter gets a second life when a person says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.exchange.delivering import acts_on
from yingshang.core.exchange.errors import NoSuchMessage, NotDead
from yingshang.core.exchange.models import Message
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record


def retry(message_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Let a dead letter, out or in, be tried again with all its attempts.

    Errors: `NoSuchMessage`, `NotDead`.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(id=message_id).first()
        if message is None:
            raise NoSuchMessage
        if message.state != Message.State.DEAD:
            raise NotDead(state=message.state)
        record(acts_on([message], "exchange.retry", actor, at))
        message.state, message.attempts, message.next_attempt_at = Message.State.PENDING, 0, at
        message.save(update_fields=["state", "attempts", "next_attempt_at"])
