"""The adapter by which the exchange reaches another place: letters out, letters and receipts in."""

import base64
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import cast

from django.utils import timezone

from yingshang.core.exchange import envelope
from yingshang.core.exchange.errors import written
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.errors import LetterRefused, PlaceUnknown
from yingshang.core.exchange.places.examining import (
    Between,
    examined,
    examined_receipt,
    taken_before,
)
from yingshang.core.exchange.places.keys import known_keys
from yingshang.core.exchange.places.letter import (
    PREFIX,
    Letter,
    Receipt,
    Sealed,
    read_letter,
)
from yingshang.core.exchange.places.letterboxes import letterbox_between
from yingshang.core.exchange.places.letterboxes.form import Lying
from yingshang.core.exchange.places.registering import UNREAD, Came, Outcome, register_all
from yingshang.core.exchange.types import Answer, Outgoing, Status
from yingshang.errors import DomainError

log = logging.getLogger(__name__)
RECEIPT = "receipt"
AT_ONCE = 500


class Places:
    """One other place as a place that lives here reaches it."""

    name = "places"

    def __init__(self, place: str, system: str) -> None:
        self.place, self.system, self.peer = place, system, system.removeprefix(PREFIX)
        self.letterbox = letterbox_between(place, self.peer)

    def send(self, message: Outgoing) -> None:
        """Drop the letter. Errors: `LetterUnreadable` when the message holds none."""
        self.send_all([message])

    def send_all(self, messages: Sequence[Outgoing]) -> None:
        """Drop the letters. Errors: `LetterUnreadable` when a message holds none."""
        letters = [sealed_in(message.body, "letter") for message in messages]
        self.letterbox.drop_all([(read_letter(one.text).number, one) for one in letters])

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
        receipts, letters = iter(self.letterbox.receipts()), iter(self.letterbox.letters())
        while some := list(islice(receipts, AT_ONCE)):
            yield from self._receipts(some)
        while some := list(islice(letters, AT_ONCE)):
            yield from self._letters(some)

    def acknowledge(self, answer: Answer) -> None:
        """Stored for good: a receipt is done with, a letter gets ours."""
        self.acknowledge_all([answer], timezone.now())

    def acknowledge_all(self, answers: Sequence[Answer], at: datetime) -> None:
        """The same for many."""
        self.letterbox.take_receipts([one.receipt for one in answers if one.kind == RECEIPT])
        marks = {one.receipt: one for one in answers if one.kind != RECEIPT}
        came = []
        for one in marks.values():
            sealed = sealed_in(one.body, "letter")
            came.append(Came(read_letter(sealed.text), sealed, Outcome.TAKEN))
        receipts = register_all(came, place=self.place, peer=self.peer, at=at)
        self.letterbox.settle_all(list(zip(marks, receipts, strict=True)))

    def refuse(self, answer: Answer, reason: str) -> None:
        """Not accepted: entered with the reason, and the peer is told by a signed receipt."""
        if answer.kind == RECEIPT:
            log.warning("receipt %s of %s put aside: %s", answer.key, self.peer, reason)
            self.letterbox.take_receipts([answer.receipt])
            return
        sealed = sealed_in(answer.body, "letter")
        self._settle(answer.receipt, read_letter(sealed.text), sealed, Outcome.REFUSED, reason)

    def _letters(self, lying: Sequence[Lying]) -> Iterator[Answer]:
        """Those that hold. Of one number, one at a time: the next look sees what became of it."""
        try:
            keys = known_keys(self.peer)
        except PlaceUnknown as error:
            log.warning("%s letters wait: %s", len(lying), error)
            return
        taken = taken_before([sealed for _, sealed in lying], place=self.place, sender=self.peer)
        known, seen = Between(self.place, self.peer, keys, taken), set[int]()
        for mark, sealed in lying:
            letter = self._letter(mark, sealed, known)
            if letter is not None and letter.number not in seen:
                seen.add(letter.number)
                yield self._answer(letter.kind, letter.key, "", sealed, mark)

    def _letter(self, mark: str, sealed: Sealed, known: Between) -> Letter | None:
        try:
            letter = examined(sealed, known)
        except LetterRefused as error:
            self._settle(mark, _read_or_nothing(sealed), sealed, Outcome.REFUSED, written(error))
            return None
        if letter.number in known.taken:
            self._settle(mark, letter, sealed, Outcome.TAKEN, "")
            return None
        return letter

    def _receipts(self, lying: Sequence[Lying]) -> Iterator[Answer]:
        try:
            known = Between(self.place, self.peer, known_keys(self.peer), {})
        except PlaceUnknown as error:
            log.warning("%s receipts wait: %s", len(lying), error)
            return
        for mark, sealed in lying:
            if (one := self._receipt(mark, sealed, known)) is not None:
                yield self._answer(RECEIPT, f"receipt.{one.number}", one.key, sealed, mark)

    def _receipt(self, mark: str, sealed: Sealed, known: Between) -> Receipt | None:
        try:
            return examined_receipt(sealed, known)
        except DomainError as error:
            log.warning("receipt %s of %s does not hold: %s", mark, self.peer, written(error))
            self.letterbox.take_receipts([mark])
            return None

    def _settle(
        self, mark: str, letter: Letter, sealed: Sealed, outcome: Outcome, reason: str
    ) -> None:
        log.log(
            logging.WARNING if reason else logging.DEBUG,
            "letter %s of %s is %s %s", mark, self.peer, outcome.value, reason,
        )  # fmt: skip
        came = Came(letter, sealed, outcome, reason)
        receipts = register_all([came], place=self.place, peer=self.peer, at=timezone.now())
        self.letterbox.settle_all([(mark, receipts[0])])

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
