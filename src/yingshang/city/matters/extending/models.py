"""Extensions that were proposed and wait for the head, or were signed or declined."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Case, User


class ExtensionProposal(models.Model):
    """The desk asks the head of the office for more time, with its reason; one at a time a case."""

    class Outcome(models.TextChoices):
        OPEN = "open", "待签批"
        SIGNED = "signed", "已签批"
        DECLINED = "declined", "不同意"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extension_proposals")
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(decided_at__isnull=True),
                name="one_open_extension_proposal",
            ),
            models.CheckConstraint(
                name="an_open_proposal_is_undecided",
                condition=models.Q(outcome="open", decided_at__isnull=True)
                | (~models.Q(outcome="open") & models.Q(decided_at__isnull=False)),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
