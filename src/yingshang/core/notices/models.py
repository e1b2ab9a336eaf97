"""Notices: what is told to whom, and every attempt to deliver it outside of the inbox."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id


class Notice(models.Model):
    """One message to one recipient about one subject, written with the act it tells of.

    The row is the letter in the inbox: it has arrived by being written, at `created_at`. `data`
    holds what the text needs and the subject's case does not say.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    template = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    recipient_id = models.UUIDField()
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["recipient_id", "created_at"], name="notice_of_recipient"),
        ]

    @override
    def __str__(self) -> str:
        return self.template


class Delivery(models.Model):
    """One way of a notice out of the house, apart from all others; sent at least once."""

    class State(models.TextChoices):
        PENDING = "pending"
        SENT = "sent"
        DEAD = "dead"

    class Channel(models.TextChoices):
        EMAIL = "email", "电子邮件"
        SMS = "sms", "短信"
        WEBHOOK = "webhook", "回调"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(  # found by `delivered_apart`
        Notice,
        on_delete=models.PROTECT,
        related_name="deliveries",
        db_index=False,
        db_constraint=False,  # written in one breath with its notice; `yingshang audit` checks
    )
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["notice", "channel", "address"], name="delivered_apart"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_attempt_at"],
                name="delivery_pending",
                condition=models.Q(state="pending"),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class ContactPoint(models.Model):
    """Where a party wants to be told beside the in-app inbox."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    party_id = models.UUIDField(db_index=True)
    channel = models.CharField(max_length=10, choices=Delivery.Channel)
    address = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["party_id", "channel", "address"], name="contact_point_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel} {self.address}"
