"""The snapshots that were kept: what, of which day, by whom, and the hash of the file."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office


class Snapshot(models.Model):
    """One delivery of a dataset, immutable: its rows stand in a Parquet file named by its hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    dataset = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    content_hash = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    left_out = models.PositiveBigIntegerField(default=0)
    file_name = models.CharField(max_length=200)
    delivered_by = models.UUIDField()
    delivered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "dataset", "as_of", "content_hash"], name="snapshot_kept_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["place", "dataset", "-as_of", "-delivered_at"], name="newest_snapshot"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.dataset} {self.as_of}"
