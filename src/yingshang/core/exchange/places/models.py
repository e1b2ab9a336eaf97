"""Channels between places, keys of other instances, the letterbox, and the register of letters."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id


class PlaceChannel(models.Model):
    """How many letters a place that lives here has written to another."""

    id = models.BigAutoField(primary_key=True)
    place = models.CharField(max_length=6)
    peer = models.CharField(max_length=6)
    last_number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "peer"], name="one_channel"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.place} → {self.peer}"


class PlaceKey(models.Model):
    """Public keys of a place in another instance, entered by hand; ended ones count no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    signing = models.BinaryField(max_length=32)
    sealing = models.BinaryField(max_length=32)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "signing", "sealing"], name="place_key_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.place


class PlaceLetter(models.Model):
    """The letterbox between places of one database: a letter as it was dropped, then its receipt.

    Nobody trusts what lies here: the receiver checks the signature of every letter.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sender = models.CharField(max_length=6)
    receiver = models.CharField(max_length=6)
    number = models.BigIntegerField()
    text = models.BinaryField()
    signature = models.BinaryField(max_length=64)
    dropped_at = models.DateTimeField(auto_now_add=True)
    receipt = models.BinaryField(null=True)
    receipt_signature = models.BinaryField(null=True, max_length=64)
    is_receipt_taken = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sender", "receiver", "number"], name="letter_dropped_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["receiver", "sender", "number"],
                name="letter_waiting",
                condition=models.Q(receipt__isnull=True),
            ),
            models.Index(
                fields=["sender", "receiver"],
                name="receipt_waiting",
                condition=models.Q(receipt__isnull=False, is_receipt_taken=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.sender} → {self.receiver} {self.number}"


class RegisteredLetter(models.Model):
    """A letter that came to a place (收函登记): taken once, or refused and why, or come again."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "已收"
        REFUSED = "refused", "拒收"
        REPEATED = "repeated", "重复"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    sender = models.CharField(max_length=6)
    number = models.BigIntegerField()
    key = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "sender", "number"],
                name="letter_taken_once",
                condition=models.Q(outcome="taken"),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "at"], name="letters_of_place"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.sender} → {self.place} {self.number} {self.outcome}"
