"""A case: whatever takes time and has an owner."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.access.models import User
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office, Party


class Case(models.Model):
    """The one table of everything somebody waits for.

    `kind` names its lifecycle; `state` and `version` change only through `advance`. `item` is the
    catalogue version it was opened with. A bundle's member points at its bundle by `parent`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    # written once, by `open_cases`, and never changed; none of the four is ever deleted. The
    # database would look each up a row, at every opening: `yingshang audit` looks at all of them
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="cases",
        db_index=False,
        db_constraint=False,
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    parent = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="members",
        db_index=False,
        db_constraint=False,
    )
    cause = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    handler = models.ForeignKey(User, null=True, on_delete=models.PROTECT, db_index=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="case_number_once_a_place"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party", "opened_at"], name="case_of_party"),
            models.Index(
                fields=["parent"], name="case_of_bundle", condition=models.Q(parent__isnull=False)
            ),
            models.Index(
                fields=["office", "kind"],
                name="case_open_at_office",
                condition=models.Q(closed_at__isnull=True),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.number


class CaseSequence(models.Model):
    """The last number given under a prefix in a year; numbers are dense, never reused."""

    id = models.BigAutoField(primary_key=True)
    place = models.CharField(max_length=6)
    prefix = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "prefix", "year"], name="one_sequence"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.prefix} {self.year}"
