"""How a paper reached the party, or that it did not."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.city.matters.listing.terms import Delivery
from yingshang.core.ids import new_id
from yingshang.core.models import User

WAYS: tuple[tuple[Delivery, str], ...] = (
    ("desk", "窗口领取"),
    ("mail", "邮寄"),
    ("electronic", "电子送达"),
)


class PaperService(models.Model):
    """One attempt to serve a paper (送达): the way, the receiver, and whether it arrived."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey("matters.Paper", on_delete=models.PROTECT, related_name="services")
    way = models.CharField(max_length=12, choices=WAYS)
    received_by = models.CharField(max_length=60, blank=True)
    tracking = models.CharField(max_length=40, blank=True)
    has_arrived = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="what_did_not_arrive_says_why",
                condition=models.Q(has_arrived=True) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="mail_has_its_number",
                condition=~models.Q(way="mail") | ~models.Q(tracking=""),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.paper_id} {self.way}"
