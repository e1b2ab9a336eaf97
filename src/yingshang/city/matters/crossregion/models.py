"""The file that a place keeps on a matter handled across regions, and who held it when."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Case, Item


class CrossFile(models.Model):
    """One place's side of a matter handled across regions (通办卷).

    `dossier` is the same id on both sides. `role` says which side this is: the place that received
    it, or the home that decides. What the other side told stands here as told:
    `their_version` guards against letters that overtake each other, `told_version` is how far the
    own case was reported. Dates are those of the process, whichever place set them.
    """

    class Role(models.TextChoices):
        RECEIVER = "receiver", "收件地"
        HOME = "home", "业务属地"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    dossier = models.UUIDField()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="cross_file")
    role = models.CharField(max_length=10, choices=Role)
    mode = models.CharField(max_length=20)
    offer = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    peer = models.CharField(max_length=6)
    peer_office = models.JSONField(default=dict)
    peer_number = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=dict)
    materials = models.JSONField(default=list)
    checks = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    handed_in_at = models.DateTimeField()
    home_received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    their_version = models.PositiveIntegerField(default=0)
    told_version = models.PositiveIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "dossier", "role"], name="one_file_a_side"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "handed_in_at"], name="cross_file_of_place"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.dossier} {self.role}"


class Handover(models.Model):
    """A line of the responsibility log (责任交接): what was done where, and who held it then.

    Both sides keep the same lines: each writes its own and copies the other's from its letters.
    `key` names the line for ever; `holder` is the place in charge from then on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(CrossFile, on_delete=models.PROTECT, related_name="handovers")
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    place = models.CharField(max_length=6)
    holder = models.CharField(max_length=6)
    office = models.JSONField(default=dict)
    act = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["file", "key"], name="handed_over_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class Inquiry(models.Model):
    """A question of the home to the receiving place; nothing is decided before its answer (协查).

    `inquiry` is the same id on both sides; where it is answered, it is a `case` of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inquiry = models.UUIDField()
    file = models.ForeignKey(CrossFile, on_delete=models.PROTECT, related_name="inquiries")
    case = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["file", "inquiry"], name="asked_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["file"], name="inquiry_open", condition=models.Q(answered_at__isnull=True)
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.question[:40]
