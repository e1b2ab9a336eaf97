"""What a watch is about beside its case, and which cases go through the green channel."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Case, User


class PermitWatch(models.Model):
    """A firm that needs a permit after its registration: which words of its scope call for it.

    The case's item is the version of the list by which it was told; `registration` is the case
    that gave the business licence.
    """

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="permit_watch"
    )
    registration = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="permits_told")
    phrases = models.JSONField(default=list)
    requirement = models.CharField(max_length=40)
    licence = models.ForeignKey(
        "matters.Licence", null=True, on_delete=models.PROTECT, related_name="+"
    )
    licence_no = models.CharField(max_length=60, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.registration_id} {self.requirement}"


class GreenChannel(models.Model):
    """A case with priority and a named case manager (绿色通道): who, why, since when.

    It moves nobody's deadline: not its own statutory one, and none of the others'.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="green_channels")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at__isnull=True),
                name="one_green_channel_a_case",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.manager_id}"


class PreReview(models.Model):
    """What an office says about a draft before it is handed in (预审), asked for by the applicant.

    It decides nothing and starts no clock. `opinion` empty: not answered yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(
        "matters.Application", on_delete=models.CASCADE, related_name="pre_reviews"
    )
    question = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    opinion = models.CharField(max_length=2000, blank=True)
    is_ready = models.BooleanField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(answered_at__isnull=True),
                name="one_open_pre_review",
            ),
            models.CheckConstraint(
                name="an_answer_says_something",
                condition=models.Q(answered_at__isnull=True, is_ready__isnull=True, opinion="")
                | (
                    models.Q(answered_at__isnull=False, is_ready__isnull=False)
                    & ~models.Q(opinion="")
                ),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.application_id} {self.is_ready}"
