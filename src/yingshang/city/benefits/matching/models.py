"""What a firm applied for, what it stated of itself, and what the rule said then."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.city.benefits.runs.models import Entitlement
from yingshang.core.cases.models import Case


class Application(models.Model):
    """One application of one firm for one policy in one period (申请); its life is the case's.

    `statements` are values that the firm typed (声明), by element, as the dictionary keeps them;
    they are never mixed with facts. `snapshots` lists dataset, id and hash of what was read.
    `decided` is what the rule said when it was handed in, with its hash. `granted_fen` is what the
    officer, or the rule at once, granted; `entitlement` is where it is paid from. *Units*: fen.
    """

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="benefit_application"
    )
    key = models.UUIDField(unique=True)
    place = models.CharField(max_length=6)
    policy = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    credit_code = models.CharField(max_length=18)
    decided_on = models.DateField()
    statements = models.JSONField(default=dict)
    snapshots = models.JSONField(default=list)
    decided = models.JSONField(default=dict)
    computed_fen = models.BigIntegerField(null=True)
    granted_fen = models.BigIntegerField(null=True)
    is_live = models.BooleanField(default=True)
    entitlement = models.OneToOneField(
        Entitlement, null=True, on_delete=models.PROTECT, related_name="application"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "policy", "period", "credit_code"],
                condition=models.Q(is_live=True),
                name="one_application_at_a_time",
            ),
            models.CheckConstraint(
                name="what_is_granted_is_no_debt",
                condition=models.Q(granted_fen__isnull=True) | models.Q(granted_fen__gte=0),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["credit_code"], name="application_of_firm"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.policy} {self.credit_code}"
