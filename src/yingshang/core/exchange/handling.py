"""Answers are handed to the capabilities that asked, each in a transaction of its own."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import OperationalError, connection, transaction

from yingshang.core.exchange.delivering import EXCHANGE, acts_on
from yingshang.core.exchange.errors import NoHandler, written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.types import Incoming
from yingshang.core.exchange.waits import HANDLING
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError, Kind

log = logging.getLogger(__name__)
Handler = Callable[[Incoming], None]
_handlers: dict[tuple[str, str], Handler] = {}
State = Message.State


class Handled(NamedTuple):
    """What became of a run over the inbox."""

    done: int
    dead: int
    later: int


def register_handler(system: str, kind: str, handler: Handler) -> None:
    """From now on `handler` gets every message of this kind from this system.

    It runs inside a transaction that also marks the message done: what it writes and the mark
    commit together or not at all. One handler a kind; naming the same one again changes nothing.
    """
    present = _handlers.setdefault((system, kind), handler)
    if present is not handler:
        raise ValueError(f"{system} {kind} is handled by {present!r} already")


def handle_answers(at: datetime) -> Handled:
    """Handle every message in the inbox that is due at `at`."""
    results = []
    while (state := _handle_next(at)) is not None:
        results.append(state)
    return Handled(
        results.count(State.DONE), results.count(State.DEAD), results.count(State.PENDING)
    )


def _handle_next(at: datetime) -> State | None:
    with transaction.atomic():
        message = _next(at)
        if message is None:
            return None
        message.attempts += 1
        try:
            with transaction.atomic():
                _call(message, at)
                connection.check_constraints()  # a broken reference shows here, not at commit
        except Exception as error:  # noqa: BLE001 - one handler's failure must not stop another's message
            _failed(message, error, at)
        else:
            message.state, message.next_attempt_at, message.last_error = State.DONE, None, ""
        message.save(update_fields=["state", "attempts", "next_attempt_at", "last_error"])
    return State(message.state)


def _next(at: datetime) -> Message | None:
    return (
        Message.objects.select_for_update(skip_locked=True)
        .filter(direction=Message.Direction.IN, state=State.PENDING, next_attempt_at__lte=at)
        .order_by("created_at", "id")
        .first()
    )


def _call(message: Message, at: datetime) -> None:
    family, _, _ = message.system.partition("_")  # every other place is handled alike
    handler = _handlers.get((message.system, message.kind)) or _handlers.get((family, message.kind))
    if handler is None:
        raise NoHandler(system=message.system, kind=message.kind)
    handler(
        Incoming(
            message.id,
            message.place,
            message.system,
            message.kind,
            message.key,
            message.case_id,
            message.in_reply_to_id,
            message.body,
            at,
        )
    )


def _failed(message: Message, error: Exception, at: datetime) -> None:
    """A passing obstacle is met again later; anything else makes a dead letter at once."""
    message.last_error = written(error)
    if _may_pass(error) and not HANDLING.is_over(message.attempts):
        message.next_attempt_at = at + HANDLING.after(message.attempts)
        return
    log.error("message %s of %s not handled", message.id, message.system, exc_info=error)
    message.state, message.next_attempt_at = State.DEAD, None
    record(acts_on([message], "exchange.dead", EXCHANGE, at))


def _may_pass(error: Exception) -> bool:
    if isinstance(error, DomainError):
        return error.kind in {Kind.CONFLICT, Kind.UNAVAILABLE}
    return isinstance(error, OperationalError)
