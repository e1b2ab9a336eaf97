"""A letter that lies in the letterbox is judged here, before anything of it is believed."""

from yingshang.core.exchange.places.errors import (
    LetterForged,
    LetterMisdirected,
    LetterNumberUsed,
)
from yingshang.core.exchange.places.keys import is_signed
from yingshang.core.exchange.places.letter import Letter, Receipt, Sealed, read_letter, read_receipt
from yingshang.core.exchange.places.models import RegisteredLetter

TAKEN = RegisteredLetter.Outcome.TAKEN


def examined(sealed: Sealed, *, place: str, peer: str) -> Letter:
    """The letter, if it is from the peer to this place, whole, of a known form, and new.

    One that was taken before, the same to the byte, is answered again: taking it is harmless.
    Errors: `LetterRefused`, the narrow kinds; `PlaceUnknown` while no key of the peer is known.
    """
    letter = read_letter(sealed.text)
    if (letter.sender, letter.receiver) != (peer, place):
        raise LetterMisdirected(sender=letter.sender, receiver=letter.receiver)
    if not is_signed(peer, "letter", sealed.text, sealed.signature):
        raise LetterForged(sender=peer)
    known = taken_before(letter, place=place)
    if known not in ("", sealed.sha256):
        raise LetterNumberUsed(number=letter.number)
    return letter


def taken_before(letter: Letter, *, place: str) -> str:
    """The digest of the letter that was taken under this number; empty if none was."""
    rows = RegisteredLetter.objects.filter(
        place=place, sender=letter.sender, number=letter.number, outcome=TAKEN
    )
    return rows.values_list("sha256", flat=True).first() or ""


def examined_receipt(sealed: Sealed, *, place: str, peer: str) -> Receipt:
    """The receipt, if the peer signed it for a letter of this place.

    Errors: `LetterRefused`, the narrow kinds; `PlaceUnknown`.
    """
    receipt = read_receipt(sealed.text)
    if (receipt.sender, receipt.receiver) != (place, peer):
        raise LetterMisdirected(sender=receipt.receiver, receiver=receipt.sender)
    if not is_signed(peer, "receipt", sealed.text, sealed.signature):
        raise LetterForged(sender=peer)
    return receipt
