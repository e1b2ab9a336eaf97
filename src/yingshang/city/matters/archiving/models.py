"""The archive: number, class and dates of what has ended."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.city.matters.listing.terms import RETENTIONS
from yingshang.core.ids import new_id
from yingshang.core.models import Case

CLASSES = tuple((code, zh) for code, (zh, _en, _years) in RETENTIONS.items())


class Archive(models.Model):
    """A case in the archive (归档): kept to `retain_until`, then its content is erased on record.

    `years` None is for ever. `source` says where class and years come from: the item's list, or
    the parameter of the place. What is erased stays as a row: number, dates and that it was erased.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="archive")
    number = models.CharField(max_length=40)
    retention = models.CharField(max_length=12, choices=CLASSES)
    years = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)
    archived_at = models.DateTimeField()
    retain_until = models.DateField(null=True)
    erase_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)
    erased_entries = models.PositiveIntegerField(default=0)
    erased_documents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="archive_number_once_a_place"),
            models.CheckConstraint(
                name="for_ever_has_no_end",
                condition=models.Q(
                    years__isnull=True, retain_until__isnull=True, erase_on__isnull=True
                )
                | models.Q(
                    years__isnull=False,
                    retain_until__isnull=False,
                    erase_on__gt=models.F("retain_until"),
                ),
            ),
            models.CheckConstraint(
                name="nothing_for_ever_is_erased",
                condition=models.Q(erased_at__isnull=True) | models.Q(erase_on__isnull=False),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["erase_on"],
                name="archive_to_erase",
                condition=models.Q(erased_at__isnull=True, erase_on__isnull=False),
            ),
            models.Index(fields=["place", "archived_at"], name="archive_of_place"),
        ]

    @override
    def __str__(self) -> str:
        return self.number
