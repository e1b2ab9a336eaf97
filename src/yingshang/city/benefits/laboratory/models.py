"""A note: one comparison as it was made, with everything that it can be computed again from."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id


class LaboratoryNote(models.Model):
    """What was tried on which data, and what came out; never changed.

    `item` is the policy's row then; `settings` the changed parameters as typed; the hashes are of
    the two rules and of `result`; `note_hash` is of all of it. *Units*: fen.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    policy = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    snapshots = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    before_hash = models.CharField(max_length=64)
    after_hash = models.CharField(max_length=64)
    covers_reserve = models.BooleanField(null=True)
    budget_fen = models.BigIntegerField(null=True)
    result = models.JSONField()
    result_hash = models.CharField(max_length=64)
    note_hash = models.CharField(max_length=64)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "policy", "-made_at"], name="note_of_policy"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.policy} {self.made_at:%Y-%m-%d}"
