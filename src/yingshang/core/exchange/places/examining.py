"""A letter that lies in the letterbox is judged here, before anything of it is believed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yingshang.core.exchange.places.errors import (
    LetterForged,
    LetterMisdirected,
    LetterNumberUsed,
    LetterRefused,
)
from yingshang.core.exchange.places.keys import PublicKeys, is_signed_by
from yingshang.core.exchange.places.letter import Letter, Receipt, Sealed, read_letter, read_receipt
from yingshang.core.exchange.places.models import RegisteredLetter

TAKEN = RegisteredLetter.Outcome.TAKEN


@dataclass(frozen=True, slots=True)
class Between:
    """What is known before letters of a peer are judged: its keys, and which numbers were taken.

    `taken` is the digest of each letter that was taken, by its number.
    """

    place: str
    peer: str
    keys: Sequence[PublicKeys]
    taken: Mapping[int, str]


def examined(sealed: Sealed, known: Between) -> Letter:
    """The letter, if it is from the peer to this place, whole, of a known form, and new.

    One that was taken before, the same to the byte, is answered again: taking it is harmless.
    Errors: `LetterRefused`, the narrow kinds.
    """
    letter = read_letter(sealed.text)
    if (letter.sender, letter.receiver) != (known.peer, known.place):
        raise LetterMisdirected(sender=letter.sender, receiver=letter.receiver)
    if not is_signed_by(known.keys, "letter", sealed.text, sealed.signature):
        raise LetterForged(sender=known.peer)
    if known.taken.get(letter.number, sealed.sha256) != sealed.sha256:
        raise LetterNumberUsed(number=letter.number)
    return letter


def taken_before(letters: Iterable[Sealed], *, place: str, sender: str) -> dict[int, str]:
    """The digests of the letters that were taken under the numbers of these: one SQL statement."""
    numbers = {number for sealed in letters if (number := _number_in(sealed))}
    rows = RegisteredLetter.objects.filter(
        place=place, sender=sender, number__in=numbers, outcome=TAKEN
    )
    return dict(rows.values_list("number", "sha256"))


def _number_in(sealed: Sealed) -> int:
    try:
        return read_letter(sealed.text).number
    except LetterRefused:
        return 0


def examined_receipt(sealed: Sealed, known: Between) -> Receipt:
    """The receipt, if the peer signed it for a letter of this place.

    Errors: `LetterRefused`, the narrow kinds.
    """
    receipt = read_receipt(sealed.text)
    if (receipt.sender, receipt.receiver) != (known.place, known.peer):
        raise LetterMisdirected(sender=receipt.receiver, receiver=receipt.sender)
    if not is_signed_by(known.keys, "receipt", sealed.text, sealed.signature):
        raise LetterForged(sender=known.peer)
    return receipt
