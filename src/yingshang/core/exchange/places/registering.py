"""The register of letters that came (收函登记), an entry for each, and the receipt we sign."""

from datetime import datetime

from django.db import transaction

from yingshang.core.exchange.errors import LONGEST_ERROR
from yingshang.core.exchange.places.keys import sign
from yingshang.core.exchange.places.letter import Letter, Receipt, Sealed
from yingshang.core.exchange.places.models import RegisteredLetter
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record

Outcome = RegisteredLetter.Outcome
UNREAD = Letter("000000", "000000", 0, "", "", "", "")
"""Stands for a letter of which nothing could be read."""


def register(
    letter: Letter, sealed: Sealed, outcome: str, *, place: str, peer: str, reason: str = "",
    at: datetime,
) -> Sealed:  # fmt: skip
    """Enter a letter that came and sign its receipt; taken once, whatever is taken again repeats.

    A refusal and a repetition are entries of this place's ledger; a letter that is taken is one
    already (`exchange.answer`).
    """
    with transaction.atomic():
        is_new = _write(letter, sealed, outcome, place, peer, reason, at)
        if outcome == Outcome.TAKEN and not is_new:
            outcome = Outcome.REPEATED
            _write(letter, sealed, outcome, place, peer, reason, at)
        if outcome != Outcome.TAKEN:
            record([_act(letter, sealed, outcome, place, peer, reason, at)])
    said = Outcome.REFUSED if outcome == Outcome.REFUSED else Outcome.TAKEN
    receipt = Receipt(
        peer, place, max(letter.number, 1), letter.key, sealed.sha256, said.value,
        reason[:LONGEST_ERROR], instant(at),
    )  # fmt: skip
    return Sealed(receipt.text(), sign(place, "receipt", receipt.text()))


def _write(
    letter: Letter, sealed: Sealed, outcome: str, place: str, peer: str, reason: str, at: datetime
) -> bool:
    row = RegisteredLetter(
        id=new_id(), place=place, sender=peer, number=letter.number, key=letter.key[:120],
        sha256=sealed.sha256, outcome=outcome, reason=reason[:LONGEST_ERROR], at=at,
    )  # fmt: skip
    RegisteredLetter.objects.bulk_create([row], ignore_conflicts=True)
    return RegisteredLetter.objects.filter(pk=row.pk).exists()


def _act(
    letter: Letter, sealed: Sealed, outcome: str, place: str, peer: str, reason: str, at: datetime
) -> Act:
    data = {"from": peer, "number": letter.number, "key": letter.key, "sha256": sealed.sha256}
    if reason:
        data["reason"] = reason
    actor = Actor.exchange(f"place_{peer}")
    return Act(place, "letter", new_id(), actor, at, f"exchange.letter_{outcome}", data)
