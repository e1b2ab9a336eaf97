"""The ledger's tables as Django sees them; the migrations build them by hand.

Entries and contents are partitioned by month of recording and written by COPY only: see
`services.record`. Placements and checkpoints are the sealer's. None is ever updated.
"""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class Entry(models.Model):
    """One act, for ever. The id orders nothing; positions are given by the sealer."""

    id = models.UUIDField(primary_key=True)
    place = models.CharField(max_length=6)
    epoch = models.SmallIntegerField()
    xid = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField()
    on_behalf_of = models.UUIDField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    action = models.CharField(max_length=60)
    commitment_hash = models.BinaryField(max_length=32)

    class Meta:
        managed = False
        db_table = "ledger_entry"

    @override
    def __str__(self) -> str:
        return f"{self.action} {self.id}"


class EntryContent(models.Model):
    """Salt and body of an entry; erased as a pair when law or retention demands it."""

    entry_id = models.UUIDField(primary_key=True)
    recorded_at = models.DateTimeField()
    salt = models.BinaryField(null=True, max_length=32)
    body = models.BinaryField(null=True)
    erased_by = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = "ledger_content"

    @override
    def __str__(self) -> str:
        return str(self.entry_id)


class LedgerEpoch(models.Model):
    """The current epoch of a place's log, raised when the database is restored from a backup."""

    place = models.CharField(primary_key=True, max_length=6)
    epoch = models.SmallIntegerField(default=1)
    raised_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = []

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.epoch}"


class Placement(models.Model):
    """Which entry stands at which place of the log; a lost entry's place keeps its hash alone."""

    entry_id = models.UUIDField(primary_key=True)
    place = models.CharField(max_length=6)
    index = models.BigIntegerField()
    recorded_at = models.DateTimeField(null=True)
    lost_hash = models.BinaryField(null=True, max_length=32)

    class Meta:
        managed = False
        db_table = "ledger_placement"

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.index}"


class SignedCheckpoint(models.Model):
    """A size and root of a place's log that was signed; the note is the signed text."""

    pk = models.CompositePrimaryKey("place", "epoch", "size")
    place = models.CharField(max_length=6)
    epoch = models.SmallIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "ledger_checkpoint"

    @override
    def __str__(self) -> str:
        return f"{self.place} {self.size}"
