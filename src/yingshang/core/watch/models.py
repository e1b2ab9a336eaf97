"""An alert: somebody was warned of one promise at one level, once for each date it was due."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.commitments.models import Commitment
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office


class Alert(models.Model):
    """A warning that was given: a promise that gets a later date may be warned of anew."""

    class Level(models.IntegerChoices):
        YELLOW = 1, "黄灯"
        RED = 2, "红灯"
        BREACHED = 3, "超期"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="alerts", db_index=False
    )
    case_id = models.UUIDField()
    # copied from the promise, whose own constraints hold
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="alerts"
    )
    level = models.PositiveSmallIntegerField(choices=Level)
    due_at = models.DateTimeField()
    at = models.DateTimeField()
    told = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["commitment", "due_at", "level"], name="warned_once_a_level"
            ),
            models.CheckConstraint(
                name="three_levels", condition=models.Q(level__gte=1, level__lte=3)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "level", "at"], name="alert_of_place"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.due_at:%Y-%m-%d %H:%M}"
