"""The adapter by which the exchange reaches another place: letters out, letters and receipts in."""

import base64
import logging
from collections.abc import Iterator
from typing import cast

from django.utils import timezone

from yingshang.core.exchange import envelope
from yingshang.core.exchange.errors import written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.errors import LetterRefused, PlaceUnknown
from yingshang.core.exchange.places.examining import examined, examined_receipt, taken_before
from yingshang.core.exchange.places.letter import (
    PREFIX,
    Letter,
    Receipt,
    Sealed,
    read_letter,
)
from yingshang.core.exchange.places.letterboxes import letterbox_between
from yingshang.core.exchange.places.registering import UNREAD, Outcome, register
from yingshang.core.exchange.types import Answer, Outgoing, Status
from yingshang.errors import DomainError

log = logging.getLogger(__name__)
RECEIPT = "receipt"


class Places:
    """One other place as a place that lives here reaches it."""

    name = "places"

    def __init__(self, place: str, system: str) -> None:
        self.place, self.system, self.peer = place, system, system.removeprefix(PREFIX)
        self.letterbox = letterbox_between(place, self.peer)

    def send(self, message: Outgoing) -> None:
        """Drop the letter. Errors: `LetterUnreadable` when the message holds none."""
        sealed = sealed_in(message.body, "letter")
        self.letterbox.drop(read_letter(sealed.text).number, sealed)

    def status(self, key: str) -> Status:
        """By whether the letter lies in the letterbox; its receipt comes as an answer."""
        rows = Message.objects.filter(
            place=self.place, system=self.system, direction=Message.Direction.OUT, key=key
        )
        body = rows.values_list("body", flat=True).first()
        if body is None:
            return Status.UNKNOWN
        number = read_letter(sealed_in(body, "letter").text).number
        return Status.RECEIVED if self.letterbox.has(number) else Status.UNKNOWN

    def answers(self) -> Iterator[Answer]:
        """Receipts for our letters, then the peer's letters by number; only what was examined."""
        for mark, sealed in self.letterbox.receipts():
            if (receipt := self._receipt(mark, sealed)) is not None:
                yield self._answer(RECEIPT, f"receipt.{receipt.number}", receipt.key, sealed, mark)
        for mark, sealed in self.letterbox.letters():
            if (letter := self._letter(mark, sealed)) is not None:
                yield self._answer(letter.kind, letter.key, "", sealed, mark)

    def acknowledge(self, answer: Answer) -> None:
        """Stored for good: a receipt is done with, a letter gets ours."""
        if answer.kind == RECEIPT:
            self.letterbox.take_receipt(answer.receipt)
            return
        sealed = sealed_in(answer.body, "letter")
        self._settle(answer.receipt, read_letter(sealed.text), sealed, Outcome.TAKEN, "")

    def refuse(self, answer: Answer, reason: str) -> None:
        """Not accepted: entered with the reason, and the peer is told by a signed receipt."""
        if answer.kind == RECEIPT:
            log.warning("receipt %s of %s put aside: %s", answer.key, self.peer, reason)
            self.letterbox.take_receipt(answer.receipt)
            return
        sealed = sealed_in(answer.body, "letter")
        self._settle(answer.receipt, read_letter(sealed.text), sealed, Outcome.REFUSED, reason)

    def _letter(self, mark: str, sealed: Sealed) -> Letter | None:
        try:
            letter = examined(sealed, place=self.place, peer=self.peer)
        except LetterRefused as error:
            self._settle(mark, _read_or_nothing(sealed), sealed, Outcome.REFUSED, written(error))
            return None
        except PlaceUnknown as error:
            log.warning("letter %s waits: %s", mark, error)
            return None
        if taken_before(letter, place=self.place):
            self._settle(mark, letter, sealed, Outcome.TAKEN, "")
            return None
        return letter

    def _receipt(self, mark: str, sealed: Sealed) -> Receipt | None:
        try:
            return examined_receipt(sealed, place=self.place, peer=self.peer)
        except DomainError as error:
            log.warning("receipt %s of %s does not hold: %s", mark, self.peer, written(error))
            self.letterbox.take_receipt(mark)
            return None

    def _settle(
        self, mark: str, letter: Letter, sealed: Sealed, outcome: Outcome, reason: str
    ) -> None:
        log.log(
            logging.WARNING if reason else logging.DEBUG,
            "letter %s of %s is %s %s", mark, self.peer, outcome.value, reason,
        )  # fmt: skip
        receipt = register(
            letter, sealed, outcome, place=self.place, peer=self.peer, reason=reason,
            at=timezone.now(),
        )  # fmt: skip
        self.letterbox.settle(mark, receipt)

    def _answer(self, kind: str, key: str, to: str, sealed: Sealed, mark: str) -> Answer:
        """What was examined, under our own inbox's signature from here on."""
        body = body_of("receipt" if kind == RECEIPT else "letter", sealed)
        bare = Answer(self.place, self.system, kind, key, to, body, b"", mark)
        signature = envelope.sign(bare, "in", to)
        return Answer(self.place, self.system, kind, key, to, body, signature, mark)


def body_of(what: str, sealed: Sealed) -> dict[str, object]:
    """A letter or receipt as a message of the exchange holds it."""
    signature = base64.b64encode(sealed.signature).decode()
    return {what: sealed.text.decode(), "signature": signature}


def sealed_in(body: dict[str, object], what: str) -> Sealed:
    """The letter or receipt that a message holds."""
    text, signature = (cast(str, body.get(name, "")) for name in (what, "signature"))
    return Sealed(text.encode(), base64.b64decode(signature))


def _read_or_nothing(sealed: Sealed) -> Letter:
    try:
        return read_letter(sealed.text)
    except LetterRefused:
        return UNREAD
