"""The lists of a place as they were loaded: editions, and every version of every item."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id


class Edition(models.Model):
    """One load of a place's folder, all or nothing; `is_simulated` when it was generated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    content_hash = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = models.UUIDField(null=True)
    is_simulated = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.content_hash[:12]}"


class Item(models.Model):
    """One version of one row of a list, for ever under its content hash.

    `is_current` marks the version of the newest edition; open cases keep the one they have.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    body = models.JSONField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=300)
    file = models.CharField(max_length=200)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    is_current = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "kind", "code", "content_hash"], name="item_version_once"
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "code"],
                condition=models.Q(is_current=True),
                name="one_current_version",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.content_hash[:8]}"
