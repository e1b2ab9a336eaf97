"""The letterbox of places in one database: a table, written and read in transactions of its own."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection, transaction

from yingshang.core.exchange.places.letter import Sealed
from yingshang.core.exchange.places.letterboxes.form import Lying
from yingshang.core.exchange.places.models import PlaceLetter

_SETTLE = """
UPDATE core_placeletter p SET receipt = n.receipt, receipt_signature = n.signature
FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS n(id, receipt, signature)
WHERE p.id = n.id AND p.receiver = %s AND p.sender = %s AND p.receipt IS NULL
"""


class DatabaseLetterbox:
    """Rows of `core_placeletter` between two places."""

    def __init__(self, place: str, peer: str) -> None:
        self.place, self.peer = place, peer
        self._ours = PlaceLetter.objects.filter(sender=place, receiver=peer)
        self._theirs = PlaceLetter.objects.filter(sender=peer, receiver=place)

    @classmethod
    def waiting(cls) -> set[tuple[str, str]]:
        """The (receiver, sender) pairs with a letter that has no receipt."""
        rows = PlaceLetter.objects.filter(receipt__isnull=True)
        return set(rows.values_list("receiver", "sender").distinct())

    def drop(self, number: int, letter: Sealed) -> None:
        """Insert the row, unless the number is taken; the receiver's register judges the rest."""
        self.drop_all([(number, letter)])

    def drop_all(self, letters: Sequence[tuple[int, Sealed]]) -> None:
        """The same for many, in one statement."""
        rows = [
            PlaceLetter(
                sender=self.place, receiver=self.peer, number=number, text=letter.text,
                signature=letter.signature,
            )
            for number, letter in letters
        ]  # fmt: skip
        with transaction.atomic():
            PlaceLetter.objects.bulk_create(rows, ignore_conflicts=True)

    def has(self, number: int) -> bool:
        """By the row."""
        return self._ours.filter(number=number).exists()

    def letters(self) -> Iterator[Lying]:
        """The rows without receipt."""
        for row in self._theirs.filter(receipt__isnull=True).order_by("number", "id"):
            yield Lying(str(row.pk), Sealed(bytes(row.text), bytes(row.signature)))

    def settle_all(self, receipts: Sequence[tuple[str, Sealed]]) -> None:
        """Write the receipts beside the letters, once."""
        if receipts:
            columns = [(mark, one.text, one.signature) for mark, one in receipts]
            with connection.cursor() as cursor:
                cursor.execute(
                    _SETTLE, [*(list(c) for c in zip(*columns, strict=True)), self.place, self.peer]
                )

    def receipts(self) -> Iterator[Lying]:
        """The receipts beside our letters."""
        rows = self._ours.filter(receipt__isnull=False, is_receipt_taken=False)
        for row in rows.order_by("number", "id"):
            receipt = Sealed(bytes(row.receipt or b""), bytes(row.receipt_signature or b""))
            yield Lying(str(row.pk), receipt)

    def take_receipts(self, marks: Sequence[str]) -> None:
        """Mark the rows."""
        if marks:
            self._ours.filter(pk__in=[UUID(mark) for mark in marks]).update(is_receipt_taken=True)
