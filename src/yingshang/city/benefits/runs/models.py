"""A run of a policy over everyone, what each firm is due by it, and what was objected."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.core.cases.models import Case
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Party


class Run(models.Model):
    """One evaluation of a policy over frozen snapshots; the case says how far it came.

    `basis` says where its list comes from: the rule over everyone, or what was granted on
    application; of the latter the snapshots are those of the credit lists. `decided_on` is the day
    whose rule and parameters hold. `snapshots` lists dataset, id, hash and day. `list_hash` and
    `root` commit to the candidates as they were found, whatever was struck later; `total_fen` is
    what is due now. `progress` is a percentage, `touched_at` the sign of life of the job that
    evaluates.
    """

    class Basis(models.TextChoices):
        EVERYONE = "everyone", _("比对全部企业")
        GRANTED = "granted", _("已同意的申请")

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.EVERYONE)
    place = models.CharField(max_length=6)
    policy = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    instalment = models.PositiveSmallIntegerField(default=1)
    decided_on = models.DateField()
    snapshots = models.JSONField(default=list)
    model_hash = models.CharField(max_length=64, blank=True)
    covers_reserve = models.BooleanField(null=True)
    list_hash = models.CharField(max_length=64, blank=True)
    root = models.CharField(max_length=64, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    total_fen = models.BigIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=60, blank=True)
    touched_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "policy", "period", "instalment"],
                condition=models.Q(is_void=False),
                name="one_run_an_instalment",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.policy} {self.period} {self.instalment}"


class Entitlement(models.Model):
    """What one firm is due by one run: in full, paid before, and now; with the reasons.

    Amounts are fen. `amount_fen = full_fen - before_fen`, never below zero. `explanation` is what
    the rule said, by decision and input; with the run's hashes it can be computed again.
    """

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("候选")
        EXCLUDED = "excluded", _("信用名单排除")
        STRUCK = "struck", _("已剔除")
        WAIVED = "waived", _("企业放弃")
        PAYABLE = "payable", _("应付")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="entitlements")
    credit_code = models.CharField(max_length=18)
    name = models.CharField(max_length=200)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    full_fen = models.BigIntegerField()
    before_fen = models.BigIntegerField(default=0)
    amount_fen = models.BigIntegerField()
    channel = models.CharField(max_length=20, default="bank_account")
    explanation = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.CANDIDATE)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "credit_code"], name="one_entitlement_a_run"),
            models.CheckConstraint(
                name="entitlement_adds_up",
                condition=models.Q(
                    amount_fen__gte=0,
                    before_fen__gte=0,
                    full_fen=models.F("before_fen") + models.F("amount_fen"),
                )
                | models.Q(amount_fen=0, full_fen__lt=models.F("before_fen")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["credit_code"], name="entitlement_of_firm"),
            models.Index(fields=["run", "state", "credit_code"], name="entitlement_by_state"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.credit_code} {self.amount_fen}"


class Objection(models.Model):
    """What somebody says against a published list, beside the case in which it is answered.

    It asks to `strike` the firm from the list or to `restore` it; `contact_cipher` is sealed.
    """

    class Wish(models.TextChoices):
        STRIKE = "strike", _("不应当享受")
        RESTORE = "restore", _("应当享受而没有列入")

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="benefit_objection"
    )
    key = models.UUIDField(unique=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="objections")
    entitlement = models.ForeignKey(
        Entitlement, null=True, on_delete=models.PROTECT, related_name="objections"
    )
    credit_code = models.CharField(max_length=18)
    wish = models.CharField(max_length=8, choices=Wish)
    text = models.CharField(max_length=2000)
    contact_cipher = models.BinaryField(null=True)
    answer = models.CharField(max_length=2000, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.credit_code} {self.wish}"
