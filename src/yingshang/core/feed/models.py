"""Who gets the feed of a place: with which scope, by asking or by push, and how far it has got."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from yingshang.core.access.models import User
from yingshang.core.ids import new_id


class Subscription(models.Model):
    """A system that reads the feed. Empty `kinds` or `offices` mean all of them.

    `kinds` are kinds of subjects (`matter`, `bundle`, `document`...). With `url` the worker pushes
    from `position` on; without, the subscriber asks with its token, of which the digest is kept.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "正常"
        DEAD = "dead", "已停止推送"
        ENDED = "ended", "已终止"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    name = models.CharField(max_length=80)
    digest = models.BinaryField(unique=True, max_length=32)
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    offices = ArrayField(models.UUIDField(), default=list)
    with_content = models.BooleanField(default=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500, blank=True)
    position = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "name"], name="one_subscription_a_name"),
            models.CheckConstraint(
                name="a_position_is_not_negative", condition=models.Q(position__gte=0)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_attempt_at"],
                name="subscription_to_push",
                condition=models.Q(state="active") & ~models.Q(url=""),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.name}"
