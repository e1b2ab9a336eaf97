"""Letters that were taken go to the capabilities that know their kind; receipts stay here."""

from collections.abc import Callable

from yingshang.core.exchange.delivering import EXCHANGE, acts_on
from yingshang.core.exchange.errors import LONGEST_ERROR
from yingshang.core.exchange.handling import register_handler
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.adapter import RECEIPT, sealed_in
from yingshang.core.exchange.places.letter import FAMILY, Letter, read_letter, read_receipt
from yingshang.core.exchange.types import Incoming
from yingshang.core.ledger.services import record

LetterHandler = Callable[[Letter, Incoming], None]


def register_letter_handler(kind: str, handler: LetterHandler) -> None:
    """From now on `handler` gets every letter of this kind, from whichever place.

    It runs in the transaction that also marks the message done. An error of the kind conflict is
    tried again later; anything else makes a dead letter.
    """

    def opened(message: Incoming) -> None:
        handler(read_letter(sealed_in(message.body, "letter").text), message)

    register_handler(FAMILY, kind, opened)


def register_receipts() -> None:
    """Receipts are the exchange's own affair."""
    register_handler(FAMILY, RECEIPT, _receipted)


def _receipted(message: Incoming) -> None:
    """A letter that was taken is answered; a refused one is a dead letter with its reason."""
    receipt = read_receipt(sealed_in(message.body, "receipt").text)
    if receipt.outcome != "refused":
        return
    refused = list(Message.objects.filter(pk__in=[message.in_reply_to]).select_for_update())
    for letter in refused:
        letter.state, letter.next_attempt_at = Message.State.DEAD, None
        letter.last_error = f"refused by {receipt.receiver}: {receipt.reason}"[:LONGEST_ERROR]
    Message.objects.bulk_update(refused, ["state", "next_attempt_at", "last_error"])
    record(acts_on(refused, "exchange.dead", EXCHANGE, message.at))
