"""Reply templates, saved filters and prints."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Office, User


class ReplyTemplate(models.Model):
    """A text that an office uses at a step. A change is a new row: a version is never rewritten.

    `code` is the template through all its versions; the one without `retired_at` is in use.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    code = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(retired_at__isnull=True),
                name="one_version_in_use",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class SavedFilter(models.Model):
    """A filter of the queue under a name of its user's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "name"], name="filter_name_once_a_user"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class PrintRun(models.Model):
    """Many papers as one PDF, for whoever asked for it and for a day; made by the worker."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        READY = "ready", "可以下载"
        FAILED = "failed", "没有生成"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    paper_ids = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "asked_at"], name="print_of_user"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.state} {len(self.paper_ids)}"
