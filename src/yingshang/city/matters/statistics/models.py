"""What each case counts for, the sums a day, and how far behind the ledger they are."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

COUNTS = (
    "received", "online", "visits", "visits_after", "visits_before", "materials_after",
    "materials_before", "accepted", "promised_hours", "statutory_hours", "decided", "granted",
    "timed", "early", "overdue", "at_once",
)  # fmt: skip
"""What is summed; see `facts` for what each counts and on which of a case's days."""


class CaseFact(models.Model):
    """What one case counts for now: kept so that its old share can be taken out of the sums.

    `visits` and `materials` are of this case; the `_before` ones are set where the list says what
    it took before. *Units*: hours are office hours, eight a working day.
    """

    class Timing(models.TextChoices):
        NONE = "", "—"
        EARLY = "early", "提前"
        ON_TIME = "on_time", "按期"
        OVERDUE = "overdue", "超期"

    case = models.OneToOneField(
        "core.Case", primary_key=True, on_delete=models.PROTECT, related_name="fact",
        db_constraint=False,
    )  # fmt: skip
    place = models.CharField(max_length=6)
    kind = models.CharField(max_length=40)
    office_id = models.UUIDField()
    item_code = models.CharField(max_length=80)
    received_day = models.DateField()
    accepted_day = models.DateField(null=True)
    decided_day = models.DateField(null=True)
    is_online = models.BooleanField()
    is_granted = models.BooleanField()
    is_at_once = models.BooleanField()
    timing = models.CharField(max_length=8, choices=Timing, blank=True)
    promised_hours = models.PositiveIntegerField()
    statutory_hours = models.PositiveIntegerField()
    visits = models.PositiveSmallIntegerField()
    visits_before = models.PositiveSmallIntegerField(null=True)
    materials = models.PositiveSmallIntegerField()
    materials_before = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "kind", day], name=f"fact_{day}")
            for day in ("received_day", "accepted_day", "decided_day")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.received_day}"


class DayCount(models.Model):
    """The sums of an office, a service and a day; a row of nothing but zeros does not stay."""

    id = models.BigAutoField(primary_key=True)
    place = models.CharField(max_length=6)
    kind = models.CharField(max_length=40)
    office_id = models.UUIDField()
    item_code = models.CharField(max_length=80)
    day = models.DateField()
    received = models.IntegerField()
    online = models.IntegerField()
    visits = models.IntegerField()
    visits_after = models.IntegerField()
    visits_before = models.IntegerField()
    materials_after = models.IntegerField()
    materials_before = models.IntegerField()
    accepted = models.IntegerField()
    promised_hours = models.BigIntegerField()
    statutory_hours = models.BigIntegerField()
    decided = models.IntegerField()
    granted = models.IntegerField()
    timed = models.IntegerField()
    early = models.IntegerField()
    overdue = models.IntegerField()
    at_once = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "kind", "day", "office_id", "item_code"], name="one_count_a_day"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.item_code} {self.day}"


class StatisticsCursor(models.Model):
    """The last index of a place's log that the statistics have taken in; -1 before the first."""

    place = models.CharField(primary_key=True, max_length=6)
    position = models.BigIntegerField(default=-1)

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.position}"
