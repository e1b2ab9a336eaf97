"""Sent and silent: ask how far the system has got, and send again what it never received."""

import logging
from datetime import datetime

from yingshang.core.exchange.adapters import adapter_for
from yingshang.core.exchange.delivering import Dead, bury, claim
from yingshang.core.exchange.errors import written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.types import Status
from yingshang.core.exchange.waits import ASKING

log = logging.getLogger(__name__)


def ask_after(at: datetime) -> int:
    """Ask after every sent message whose answer is late; answers how many go out again."""
    again = 0
    while claimed := claim(Message.State.SENT, at):
        again += sum(_ask(message, at) for message in claimed)
    return again


def _ask(message: Message, at: datetime) -> bool:
    try:
        status = adapter_for(message.place, message.system).status(message.key)
    except Exception as error:  # noqa: BLE001 - one silent system must not stop the questions to others
        return _later(message, at, written(error))
    match status:
        case Status.UNKNOWN if ASKING.is_over(message.attempts):
            bury([Dead(message.id, "the system keeps losing this message")], at)
            return False
        case Status.UNKNOWN:
            return _send_again(message, at)
        case Status.REFUSED:
            bury([Dead(message.id, "the system refused this message")], at)
            return False
        case Status.RECEIVED | Status.ANSWERED:
            return _later(message, at, "")


def _later(message: Message, at: datetime, error: str) -> bool:
    Message.objects.filter(id=message.id, state=Message.State.SENT).update(
        next_attempt_at=at + ASKING.after(message.attempts), last_error=error
    )
    return False


def _send_again(message: Message, at: datetime) -> bool:
    log.warning("message %s is unknown to %s; sending again", message.id, message.system)
    changed = Message.objects.filter(id=message.id, state=Message.State.SENT).update(
        state=Message.State.PENDING, next_attempt_at=at
    )
    return changed == 1
