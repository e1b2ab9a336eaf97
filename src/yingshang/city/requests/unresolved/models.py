"""What was reported to the desk, what each office had to answer, and who was called back."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.core.models import Case, Office, User


class MatterClass(models.TextChoices):
    """How hard it is: by this the time to answer is given."""

    SIMPLE = "simple", _("简单（当场答复）")
    TRANSFERRED = "transferred", _("转办")
    COMPLEX = "complex", _("复杂")


class Unresolved(models.Model):
    """One matter that could not be done, as it was told; its life is the case's.

    It is about a case, about a service, or about neither. A person without a log-in is `contact`:
    name and phone, sealed. `facts` are what the rule was asked with, `decided` what it answered
    and by which model. `cause` and `answer` come together.
    """

    class Channel(models.TextChoices):
        WINDOW = "window", _("窗口")
        ONLINE = "online", _("网上")
        API = "api", _("接口")

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="unresolved"
    )
    key = models.UUIDField(unique=True)
    channel = models.CharField(max_length=10, choices=Channel)
    about_case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="reported_unresolved"
    )
    about_item = models.CharField(max_length=80, blank=True)
    what = models.TextField(max_length=2000)
    contact_cipher = models.BinaryField(null=True)
    matter_class = models.CharField(max_length=12, choices=MatterClass, blank=True)
    facts = models.JSONField(default=dict)
    decided = models.JSONField(default=dict)
    redirected_to = models.CharField(max_length=60, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    cause = models.CharField(max_length=60, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="an_answer_has_a_cause",
                condition=models.Q(answer="") | ~models.Q(cause=""),
            ),
            models.CheckConstraint(name="two_turns", condition=models.Q(turn__in=[1, 2])),
        ]

    @override
    def __str__(self) -> str:
        return str(self.case_id)


class OfficeTask(models.Model):
    """What one office has to answer: a case of its own under the reported one."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="office_task"
    )
    note = models.TextField(max_length=500, blank=True)
    turn = models.PositiveSmallIntegerField()
    asked_reason = models.TextField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    cause = models.CharField(max_length=60, blank=True)

    @override
    def __str__(self) -> str:
        return str(self.case_id)


class CallBack(models.Model):
    """One call to the person who reported, and how it ended."""

    class Outcome(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        UNSATISFIED = "unsatisfied", _("不满意")
        UNREACHED = "unreached", _("没有联系上")

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="call_backs")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    said = models.TextField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "turn"],
                condition=~models.Q(outcome="unreached"),
                name="reached_once_a_turn",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="call_back_at")]

    @override
    def __str__(self) -> str:
        return self.outcome
