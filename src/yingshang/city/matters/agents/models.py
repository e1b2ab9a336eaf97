"""An authorisation that an agent hands in, for the client to confirm."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Document, Mandate, Party, User


class Authorisation(models.Model):
    """A signed paper by which a client lets an agent act; it counts once the client confirms it.

    `scope` holds codes of services; empty means all.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待委托人确认"
        GIVEN = "given", "已确认"
        REFUSED = "refused", "未确认"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    agent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="authorisations")
    principal = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="authorisations")
    scope = models.JSONField(default=list)
    valid_until = models.DateTimeField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    mandate = models.OneToOneField(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agent", "principal"],
                condition=models.Q(state="asked"),
                name="asked_once_at_a_time",
            ),
            models.CheckConstraint(
                name="given_by_a_mandate",
                condition=~models.Q(state="given") | models.Q(mandate__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.agent_id} ⇠ {self.principal_id}"
