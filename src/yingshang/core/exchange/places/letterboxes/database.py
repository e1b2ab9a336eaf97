"""The letterbox of places in one database: a table, written and read in transactions of its own."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from yingshang.core.exchange.places.letter import Sealed
from yingshang.core.exchange.places.letterboxes.form import Lying
from yingshang.core.exchange.places.models import PlaceLetter


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
        row = PlaceLetter(
            sender=self.place, receiver=self.peer, number=number, text=letter.text,
            signature=letter.signature,
        )  # fmt: skip
        with transaction.atomic():
            PlaceLetter.objects.bulk_create([row], ignore_conflicts=True)

    def has(self, number: int) -> bool:
        """By the row."""
        return self._ours.filter(number=number).exists()

    def letters(self) -> Iterator[Lying]:
        """The rows without receipt."""
        for row in self._theirs.filter(receipt__isnull=True).order_by("number", "id"):
            yield Lying(str(row.pk), Sealed(bytes(row.text), bytes(row.signature)))

    def settle(self, mark: str, receipt: Sealed) -> None:
        """Write the receipt beside the letter, once."""
        rows = self._theirs.filter(pk=UUID(mark), receipt__isnull=True)
        rows.update(receipt=receipt.text, receipt_signature=receipt.signature)

    def receipts(self) -> Iterator[Lying]:
        """The receipts beside our letters."""
        rows = self._ours.filter(receipt__isnull=False, is_receipt_taken=False)
        for row in rows.order_by("number", "id"):
            receipt = Sealed(bytes(row.receipt or b""), bytes(row.receipt_signature or b""))
            yield Lying(str(row.pk), receipt)

    def take_receipt(self, mark: str) -> None:
        """Mark the row."""
        self._ours.filter(pk=UUID(mark)).update(is_receipt_taken=True)
