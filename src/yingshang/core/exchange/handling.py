"""Answers are handed to the capabilities that asked, each in a transaction of its own.

Where a capability takes many of a kind at once, those that stand next to each other in the inbox
go together; if they cannot, one by one, so that one message stops no other.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import F

from yingshang.core.exchange.delivering import EXCHANGE, acts_on
from yingshang.core.exchange.errors import NoHandler, written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.types import Incoming
from yingshang.core.exchange.waits import HANDLING
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError, Kind

log = logging.getLogger(__name__)
T = TypeVar("T")
Handler = Callable[[Incoming], None]
ManyHandler = Callable[[Sequence[Incoming]], None]
_handlers: dict[tuple[str, str], Handler] = {}
_for_many: dict[tuple[str, str], ManyHandler] = {}
AT_ONCE = 500
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


def register_many_handler(system: str, kind: str, handler: ManyHandler) -> None:
    """The same, of many messages in one transaction: a batch of one is what a single one is."""
    register_handler(system, kind, _alone(handler))
    _for_many[system, kind] = handler


def _alone(handler: ManyHandler) -> Handler:
    """`handler` for one message; the same object each time, as registering twice is harmless."""
    if handler not in _ALONE:
        _ALONE[handler] = lambda message: handler([message])
    return _ALONE[handler]


_ALONE: dict[ManyHandler, Handler] = {}


def handle_answers(at: datetime) -> Handled:
    """Handle every message in the inbox that is due at `at`."""
    results: list[State] = []
    while done := _handle_next(at):
        results += done
    return Handled(
        results.count(State.DONE), results.count(State.DEAD), results.count(State.PENDING)
    )


def _handle_next(at: datetime) -> list[State]:
    """The state of what was handled: the next message, or the next few of a kind."""
    with transaction.atomic():
        messages = _next(at)
        if len(messages) > 1 and _handle_together(messages, at):
            return [State.DONE] * len(messages)
        return [_handle(message, at) for message in messages[:1]]


def _handle_together(messages: Sequence[Message], at: datetime) -> bool:
    """Whether all of them could be handled at once; nothing is done if not."""
    handler = _found(_for_many, messages[0])
    if handler is None:
        return False
    try:
        with transaction.atomic():
            handler([_incoming(message, at) for message in messages])
            connection.check_constraints()
    except Exception as error:  # noqa: BLE001 - one by one each failure is written down where it belongs
        log.info("%s messages %s go one by one: %s", len(messages), messages[0].kind, error)
        return False
    Message.objects.filter(id__in=[message.id for message in messages]).update(
        state=State.DONE, next_attempt_at=None, last_error="", attempts=F("attempts") + 1
    )
    return True


def _handle(message: Message, at: datetime) -> State:
    message.attempts += 1
    with transaction.atomic():
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


def _next(at: datetime) -> list[Message]:
    """The next message, with those of its kind right behind it where many are taken at once."""
    due = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(direction=Message.Direction.IN, state=State.PENDING, next_attempt_at__lte=at)
        .order_by("created_at", "id")
    )
    first = due.first()
    if first is None or first.attempts or _found(_for_many, first) is None:
        return [first] if first else []
    alike = takewhile(lambda m: _is_like(m, first), due[:AT_ONCE])
    return list(alike)


def _is_like(message: Message, first: Message) -> bool:
    family = first.system.partition("_")[0]
    return (message.kind, message.system.partition("_")[0]) == (first.kind, family) and (
        message.attempts == 0
    )


def _found(handlers: Mapping[tuple[str, str], T], message: Message) -> T | None:
    family, _, _ = message.system.partition("_")  # every other place is handled alike
    return handlers.get((message.system, message.kind)) or handlers.get((family, message.kind))


def _call(message: Message, at: datetime) -> None:
    handler = _found(_handlers, message)
    if handler is None:
        raise NoHandler(system=message.system, kind=message.kind)
    handler(_incoming(message, at))


def _incoming(message: Message, at: datetime) -> Incoming:
    return Incoming(
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
