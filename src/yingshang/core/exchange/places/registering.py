"""The register of letters that came (收函登记), an entry for each, and the receipt we sign."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

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


class Came(NamedTuple):
    """A letter that came, and what is to become of it."""

    letter: Letter
    sealed: Sealed
    outcome: str
    reason: str = ""


def register_all(rows: Sequence[Came], *, place: str, peer: str, at: datetime) -> list[Sealed]:
    """Enter letters that came and sign their receipts; what is taken again is a repetition.

    A refusal and a repetition are entries of this place's ledger; a letter that is taken is one
    already (`exchange.answer`). A fixed number of SQL statements.
    """
    if not rows:
        return []
    with transaction.atomic():
        is_new = _write(rows, place, peer, at)
        again = [
            row._replace(outcome=Outcome.REPEATED)
            for row, new in zip(rows, is_new, strict=True)
            if row.outcome == Outcome.TAKEN and not new
        ]
        if again:
            _write(again, place, peer, at)
        refused = [row for row in rows if row.outcome != Outcome.TAKEN]
        record([_act(*row, place, peer, at) for row in (*refused, *again)])
    return [_receipt(row, place, peer, at) for row in rows]


def _receipt(row: Came, place: str, peer: str, at: datetime) -> Sealed:
    said = Outcome.REFUSED if row.outcome == Outcome.REFUSED else Outcome.TAKEN
    text = Receipt(
        peer, place, max(row.letter.number, 1), row.letter.key, row.sealed.sha256, said.value,
        row.reason[:LONGEST_ERROR], instant(at),
    ).text()  # fmt: skip
    return Sealed(text, sign(place, "receipt", text))


def _write(rows: Sequence[Came], place: str, peer: str, at: datetime) -> list[bool]:
    """Which of them were new, in order."""
    made = [
        RegisteredLetter(
            id=new_id(), place=place, sender=peer, number=row.letter.number,
            key=row.letter.key[:120], sha256=row.sealed.sha256, outcome=row.outcome,
            reason=row.reason[:LONGEST_ERROR], at=at,
        )
        for row in rows
    ]  # fmt: skip
    RegisteredLetter.objects.bulk_create(made, ignore_conflicts=True)
    ids = [row.pk for row in made]
    there = set(RegisteredLetter.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [pk in there for pk in ids]


def _act(
    letter: Letter, sealed: Sealed, outcome: str, reason: str, place: str, peer: str, at: datetime
) -> Act:
    data = {"from": peer, "number": letter.number, "key": letter.key, "sha256": sealed.sha256}
    if reason:
        data["reason"] = reason
    actor = Actor.exchange(f"place_{peer}")
    return Act(place, "letter", new_id(), actor, at, f"exchange.letter_{outcome}", data)
