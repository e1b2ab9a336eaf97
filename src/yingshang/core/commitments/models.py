"""What was promised by when, what stopped the clock, and what made it longer."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.cases.models import Case
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office, Party


class Commitment(models.Model):
    """A promise by an office to a party about a case: one row, whatever the capability.

    `due_at` is what the inputs give under calendar `calendar_version`; its trace is recomputed,
    never stored. `original_due_at` stays as first promised.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    # written for cases that the same transaction opened or locked: the database would look each up
    # once more; `yingshang audit` looks at all of them
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        related_name="commitments",
        db_index=False,
        db_constraint=False,
    )
    clock = models.CharField(max_length=20)
    # copied from the case, whose own constraints hold: checking them again costs a lookup a row
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    budget = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    original_due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    calendar_version = models.CharField(max_length=64)
    met_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "clock"],
                condition=models.Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="one_running_promise_a_clock",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="commitment_of_case"),
            models.Index(
                fields=["office", "due_at"],
                name="commitment_running",
                condition=models.Q(met_at__isnull=True, cancelled_at__isnull=True),
            ),
            # desks that serve every office of a place read what falls due first there
            models.Index(
                fields=["place", "due_at"],
                name="commitment_due_in_place",
                condition=models.Q(met_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.clock} {self.due_at:%Y-%m-%d %H:%M}"


class Suspension(models.Model):
    """An interval that does not count, with its reason, legal ground and notice (Art. 45)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=200)
    ground = models.CharField(max_length=200)
    notice_no = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    expected_end_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_suspension_ends_after_it_starts",
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.reason} {self.starts_at:%Y-%m-%d}"


class Extension(models.Model):
    """More time, given by the head of the office with a reason; it adds to one clock's budget."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    clock = models.CharField(max_length=20)
    budget = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    reason = models.CharField(max_length=200)
    notice_no = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "clock"], name="extended_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"+{self.budget} {self.unit}"
