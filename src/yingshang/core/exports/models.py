"""An export: what was asked for, how far it is, where its file is and until when."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.access.models import User
from yingshang.core.ids import new_id


class Export(models.Model):
    """One file for one person. `touched_at` is the writer's sign of life while it runs.

    `is_whole` says that persons' names were asked for whole, and `purpose` what for.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "排队"
        RUNNING = "running", "生成中"
        DONE = "done", "已生成"
        FAILED = "failed", "未成功"
        CANCELLED = "cancelled", "已取消"
        EXPIRED = "expired", "已过期"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=40)
    filter = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    is_whole = models.BooleanField(default=False)
    purpose = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    row_count = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    problem = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_finished_export_has_a_file_and_an_end",
                condition=~models.Q(state="done")
                | models.Q(expires_at__isnull=False, size_bytes__isnull=False, sha256__gt=""),
            ),
            models.CheckConstraint(
                name="whole_names_have_a_purpose",
                condition=models.Q(is_whole=False) | models.Q(purpose__gt=""),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-asked_at"], name="export_of_user"),
            models.Index(
                fields=["state", "touched_at"],
                name="export_under_way",
                condition=models.Q(state__in=["waiting", "running", "done"]),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
