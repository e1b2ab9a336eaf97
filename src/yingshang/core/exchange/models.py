"""Signed messages to and from outside systems, kept before they are sent and after they came."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id


class Message(models.Model):
    """One message in one direction, once: the key makes a repeat harmless.

    An outgoing message is answered by an incoming one with `in_reply_to`.
    """

    class Direction(models.TextChoices):
        OUT = "out", "发出"
        IN = "in", "收到"

    class State(models.TextChoices):
        PENDING = "pending", "待发送"
        SENT = "sent", "已发送"
        ANSWERED = "answered", "已答复"
        DONE = "done", "已处理"
        DEAD = "dead", "无法送达"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    system = models.CharField(max_length=40)
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    case_id = models.UUIDField(null=True, db_index=True)
    in_reply_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    body = models.JSONField()
    signature = models.BinaryField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "system", "direction", "key"], name="message_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_attempt_at"],
                name="message_pending",
                condition=models.Q(direction="out", state__in=["pending", "sent"]),
            ),
            models.Index(
                fields=["created_at"],
                name="message_to_handle",
                condition=models.Q(direction="in", state="pending"),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.system} {self.direction} {self.kind}"
