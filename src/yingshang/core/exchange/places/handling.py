"""Letters that were taken go to the capabilities that know their kind; receipts stay here."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from yingshang.core.exchange.delivering import EXCHANGE, acts_on
from yingshang.core.exchange.errors import LONGEST_ERROR
from yingshang.core.exchange.handling import ManyHandler, register_handler, register_many_handler
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.adapter import RECEIPT, sealed_in
from yingshang.core.exchange.places.letter import (
    FAMILY,
    Letter,
    Receipt,
    read_letter,
    read_receipt,
)
from yingshang.core.exchange.types import Incoming
from yingshang.core.ledger.services import record

LetterHandler = Callable[[Letter, Incoming], None]
Came = tuple[Letter, Incoming]
LettersHandler = Callable[[Sequence[Came]], None]


def register_letter_handler(kind: str, handler: LetterHandler) -> None:
    """From now on `handler` gets every letter of this kind, from whichever place.

    It runs in the transaction that also marks the message done. An error of the kind conflict is
    tried again later; anything else makes a dead letter.
    """

    def opened(message: Incoming) -> None:
        handler(read_letter(sealed_in(message.body, "letter").text), message)

    register_handler(FAMILY, kind, opened)


def register_letters_handler(kind: str, handler: LettersHandler) -> None:
    """The same for many letters at once, in the order in which they came; one is a batch of one."""
    register_many_handler(FAMILY, kind, _opening(handler))


def _opening(handler: LettersHandler) -> ManyHandler:
    if handler not in _OPENING:
        _OPENING[handler] = lambda messages: handler(
            [(read_letter(sealed_in(m.body, "letter").text), m) for m in messages]
        )
    return _OPENING[handler]


_OPENING: dict[LettersHandler, ManyHandler] = {}


def register_receipts() -> None:
    """Receipts are the exchange's own affair."""
    register_many_handler(FAMILY, RECEIPT, _receipted)


def _receipted(messages: Sequence[Incoming]) -> None:
    """A letter that was taken is answered; a refused one is a dead letter with its reason."""
    refused: dict[UUID | None, tuple[Receipt, Incoming]] = {}
    for message in messages:
        receipt = read_receipt(sealed_in(message.body, "receipt").text)
        if receipt.outcome == "refused":
            refused[message.in_reply_to] = (receipt, message)
    if refused:
        _bury(refused)


def _bury(refused: Mapping[UUID | None, tuple[Receipt, Incoming]]) -> None:
    letters = list(Message.objects.filter(pk__in=list(refused)).select_for_update())
    for letter in letters:
        receipt, _ = refused[letter.pk]
        letter.state, letter.next_attempt_at = Message.State.DEAD, None
        letter.last_error = f"refused by {receipt.receiver}: {receipt.reason}"[:LONGEST_ERROR]
    Message.objects.bulk_update(letters, ["state", "next_attempt_at", "last_error"])
    at = max(message.at for _, message in refused.values())
    record(acts_on(letters, "exchange.dead", EXCHANGE, at))
