"""What others may call: write to outside systems, and say who handles what they answer."""

from datetime import datetime

from yingshang.core.exchange.asking import ask_after
from yingshang.core.exchange.collecting import collect, collect_letters
from yingshang.core.exchange.delivering import deliver_letters, deliver_pending
from yingshang.core.exchange.handling import Handled, handle_answers, register_handler
from yingshang.core.exchange.pushing import push
from yingshang.core.exchange.retrying import retry
from yingshang.core.exchange.types import Incoming, Push

__all__ = [
    "Handled",
    "Incoming",
    "Push",
    "ask_after",
    "collect",
    "deliver_pending",
    "handle_answers",
    "push",
    "register_handler",
    "retry",
    "turn",
    "turn_of_letters",
]


def turn_of_letters(at: datetime) -> int:
    """Carry letters between places, and what they cause, until none is left; answers how many.

    Only where all the places live in this database do their letters come to rest at once.
    """
    handled = 0
    while True:
        sent, found = deliver_letters(at), collect_letters(at)
        handled += (done := sum(handle_answers(at)))
        if not (sent or found or done):
            return handled


def turn(at: datetime) -> Handled:
    """One whole turn of the exchange: ask after the silent, send, collect, handle."""
    ask_after(at)
    deliver_pending(at)
    collect(at)
    return handle_answers(at)
