"""What others may call: write to outside systems, and say who handles what they answer."""

from datetime import datetime

from yingshang.core.exchange.asking import ask_after
from yingshang.core.exchange.collecting import collect
from yingshang.core.exchange.delivering import deliver_pending
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
]


def turn(at: datetime) -> Handled:
    """One whole turn of the exchange: ask after the silent, send, collect, handle."""
    ask_after(at)
    deliver_pending(at)
    collect(at)
    return handle_answers(at)
