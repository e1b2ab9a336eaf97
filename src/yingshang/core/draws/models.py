"""A draw on record, and what its parties gave; the database keeps what was announced."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office


class Draw(models.Model):
    """A draw from its announcement to its end.

    `announcement` are the canonical bytes that were published and `result` those that completed
    them: randomness, outcome and hash. Until `chance_at` the randomness cannot be known; by
    `closes_at` it must be there. `recorded_at` is the database's own clock. `summary` are the
    numbers of strata, exclusions and inspectors, so that no page reads a pool of a million.
    """

    class State(models.TextChoices):
        """Announced, then drawn or void: both are final."""

        ANNOUNCED = "announced", "已公告"
        DRAWN = "drawn", "已抽取"
        VOID = "void", "已作废"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    code = models.CharField(max_length=100)
    purpose_zh = models.TextField()
    purpose_en = models.TextField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False)
    source = models.CharField(max_length=20)
    is_simulated = models.BooleanField(default=False)
    announced_at = models.DateTimeField()
    chance_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    announcement = models.BinaryField()
    announcement_hash = models.BinaryField(max_length=32)
    announced_entry = models.UUIDField()
    summary = models.JSONField()
    pool = models.PositiveIntegerField()
    wanted = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    ended_at = models.DateTimeField(null=True)
    ended_entry = models.UUIDField(null=True)
    result = models.BinaryField(null=True)
    void_zh = models.TextField(blank=True)
    void_en = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "-announced_at", "-id"], name="draw_latest"),
            models.Index(fields=["closes_at"], name="draw_open", condition=Q(state="announced")),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "code"], name="one_draw_a_code"),
            models.CheckConstraint(
                condition=Q(is_simulated=True) | Q(recorded_at__lt=F("chance_at")),
                name="draw_announced_before_its_chance",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="announced", ended_at=None, ended_entry=None, result=None, void_zh="")
                    | Q(state="drawn", ended_at__isnull=False, ended_entry__isnull=False,
                        result__isnull=False, void_zh="")
                    | (Q(state="void", ended_at__isnull=False, ended_entry__isnull=False)
                       & ~Q(void_zh="") & ~Q(void_en=""))
                ),
                name="draw_ends_once_and_whole",
            ),
        ]  # fmt: skip

    @override
    def __str__(self) -> str:
        return self.code


class DrawPart(models.Model):
    """What one party of a commit-and-reveal draw gave: its hash, later the secret behind it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="parts", db_index=False)
    party = models.CharField(max_length=100)
    commit = models.BinaryField(max_length=32)
    committed_at = models.DateTimeField()
    secret = models.BinaryField(null=True, max_length=1024)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draw", "party"], name="one_part_a_party"),
            models.CheckConstraint(
                condition=Q(secret=None, revealed_at=None)
                | Q(secret__isnull=False, revealed_at__isnull=False),
                name="draw_secret_with_its_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.party
