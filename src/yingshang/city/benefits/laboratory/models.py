"""A trial under way, and a note: one comparison with everything to compute it again from."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
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


class LaboratoryTrial(models.Model):
    """One comparison that the worker makes, and what came out; goes after thirty days.

    Either a change that somebody tries (`saved_as`: the note it became), or a note that is computed
    again (`again_of`, and `differing` names the parts that are not as they were).
    """

    class State(models.TextChoices):
        """How far it is. COMPARED: the tables are there, the conditions are being measured."""

        WAITING = "waiting", _("等待试算")
        RUNNING = "running", _("正在试算")
        COMPARED = "compared", _("已比较，正在找临界企业")
        DONE = "done", _("完成")
        FAILED = "failed", _("没有完成")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    policy = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    snapshots = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    rule_name = models.CharField(max_length=120, blank=True)
    before_hash = models.CharField(max_length=64)
    after_hash = models.CharField(max_length=64)
    covers_reserve = models.BooleanField(null=True)
    budget_fen = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(default=list)
    result = models.JSONField(null=True)
    differing = models.JSONField(default=list)
    again_of = models.ForeignKey(
        LaboratoryNote, null=True, on_delete=models.PROTECT, related_name="again"
    )
    saved_as = models.OneToOneField(
        LaboratoryNote, null=True, on_delete=models.PROTECT, related_name="trial"
    )
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "policy", "-made_at"], name="trial_of_policy"),
            models.Index(
                fields=["touched_at"], name="trial_under_way",
                condition=models.Q(state__in=["waiting", "running", "compared"]),
            ),
        ]  # fmt: skip

    @override
    def __str__(self) -> str:
        return f"{self.policy} {self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in (self.State.WAITING, self.State.RUNNING, self.State.COMPARED)
