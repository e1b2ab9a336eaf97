"""Accounts of whatever can run out, and the postings between them. Knows no domain noun."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id


class Account(models.Model):
    """A balance in whole units, with what is reserved of it and the floor it may not cross.

    `available = balance - reserved` never falls below `floor`: the database refuses it. A source
    account (where units come from) has no floor.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    unit = models.CharField(max_length=30)
    period = models.CharField(max_length=20, blank=True)
    floor = models.BigIntegerField(null=True, default=0)
    balance = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "owner_kind", "owner_id", "unit", "period"], name="one_account"
            ),
            models.CheckConstraint(
                name="available_not_below_floor",
                condition=models.Q(floor__isnull=True)
                | models.Q(balance__gte=models.F("floor") + models.F("reserved")),
            ),
            models.CheckConstraint(
                name="reserved_not_negative", condition=models.Q(reserved__gte=0)
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.owner_kind} {self.unit} {self.period}"


class Reservation(models.Model):
    """Units set aside until they are settled, released, or expire."""

    class State(models.TextChoices):
        HELD = "held"
        SETTLED = "settled"
        RELEASED = "released"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reservations")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="incoming")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="reservation_is_positive", condition=models.Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="reservation_moves_between_accounts",
                condition=~models.Q(source=models.F("target")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["expires_at"], name="reservation_held", condition=models.Q(state="held")
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.key} {self.amount} {self.state}"


class Posting(models.Model):
    """Units moved from one account to another: debit and credit in one row, so always balanced."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount = models.BigIntegerField()
    reservation = models.ForeignKey(Reservation, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="posting_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="posting_moves_between_accounts",
                condition=~models.Q(source=models.F("target")),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.key} {self.amount}"
