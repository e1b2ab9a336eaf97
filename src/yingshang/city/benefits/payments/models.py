"""Money on its way to firms: budgets, payments, signatures, batches, receipts, claw-backs.

Amounts are fen. What is available stands in `core.accounts`; a row here says of which firm, for
what, and how far it came.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.access.models import User
from yingshang.core.accounts.models import Account
from yingshang.core.cases.models import Case
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Party


class Budget(models.Model):
    """The money of a fund for a period, as five accounts in fen.

    `granted` is the source, without a floor; `available` is what can be reserved; then `transit`
    (at the bank), `paid` and `recovered`. The kind `reserve` is a fund that must keep a reserve:
    its money is what stands above the reserve by the named snapshot.
    """

    class Kind(models.TextChoices):
        BUDGET = "budget", _("预算")
        RESERVE = "reserve", _("备付规则")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    fund = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BUDGET)
    granted = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    available = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    transit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    paid = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recovered = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "fund", "period"], name="one_budget"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.fund} {self.period}"


class Payment(models.Model):
    """What one firm is paid of one policy, period and instalment; see `payments.lifecycle`.

    `attempt` counts the tries at the bank; `withheld_fen` is set off against a claw-back, so that
    the bank is told `amount_fen - withheld_fen`. `recovered_fen` came back from the firm.
    """

    class State(models.TextChoices):
        RESERVED = "reserved", _("已预留")
        RELEASED = "released", _("已批准拨付")
        SENT = "sent", _("已送银行")
        PAID = "paid", _("已到账")
        FAILED = "failed", _("拨付失败")
        RETURNED = "returned", _("银行退回")
        RETRIED = "retried", _("更正后待批准")
        CANCELLED = "cancelled", _("已取消")
        RECOVERED = "recovered", _("已追回")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="payments")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="payments")
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="payments")
    place = models.CharField(max_length=6)
    policy = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    instalment = models.PositiveSmallIntegerField()
    credit_code = models.CharField(max_length=18)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    withheld_fen = models.BigIntegerField(default=0)
    recovered_fen = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.RESERVED)
    attempt = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    retried_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "policy", "period", "instalment", "credit_code"],
                condition=~models.Q(state="cancelled"),
                name="one_payment_a_firm",
            ),
            models.CheckConstraint(
                name="payment_is_positive",
                condition=models.Q(amount_fen__gt=0, withheld_fen__gte=0, recovered_fen__gte=0)
                & models.Q(amount_fen__gte=models.F("withheld_fen"))
                & models.Q(amount_fen__gte=models.F("recovered_fen")),
            ),
            models.CheckConstraint(
                name="paid_has_its_time",
                condition=~models.Q(state__in=["paid", "recovered"])
                | models.Q(paid_at__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_state_is_known",
                condition=models.Q(
                    state__in=[
                        "reserved", "released", "sent", "paid", "failed", "returned", "retried",
                        "cancelled", "recovered",
                    ]
                ),
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "state"], name="payment_of_run"),
            models.Index(fields=["credit_code"], name="payment_of_firm"),
            models.Index(fields=["budget", "state"], name="payment_of_budget"),
            models.Index(fields=["place", "paid_at"], name="payment_paid_at"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.credit_code} {self.amount_fen} {self.state}"


class Signature(models.Model):
    """One person's word that the reserved payments of a run may go out: two, or three."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    payments = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "number"], name="one_signature_a_number"),
            models.UniqueConstraint(fields=["run", "user"], name="one_signature_a_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class Batch(models.Model):
    """One payment file. The file is written and synced before this row, handed over after it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    number = models.CharField(max_length=40, unique=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="batches")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="batches")
    channel = models.CharField(max_length=20)
    file_name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["made_at"],
                name="batch_not_handed",
                condition=models.Q(handed_at__isnull=True),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """One payment in one file: one try. Its id is the reference that the bank gives back."""

    class Outcome(models.TextChoices):
        PAID = "paid", _("已到账")
        FAILED = "failed", _("拨付失败")
        RETURNED = "returned", _("退回")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="lines")
    attempt = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()
    account_tail = models.CharField(max_length=4)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["payment", "attempt"], name="one_line_an_attempt"),
            models.UniqueConstraint(fields=["batch", "position"], name="one_line_a_position"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.batch_id} {self.position}"


class Receipt(models.Model):
    """One file in which the bank says what became of payments of a batch; taken once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="receipts")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    paid = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField()
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.file_name


class PayeeAccount(models.Model):
    """Where a firm is paid, as an officer mended it; the number is sealed and shown masked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    credit_code = models.CharField(max_length=18)
    holder = models.CharField(max_length=200)
    bank = models.CharField(max_length=200)
    number_cipher = models.BinaryField()
    tail = models.CharField(max_length=4)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "credit_code"], name="one_payee_account"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.credit_code} …{self.tail}"


class Recovery(models.Model):
    """A claw-back (追回): the case says by when; here how much, and what came back how."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="benefit_recovery"
    )
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="recoveries")
    reason = models.CharField(max_length=1000)
    demanded_fen = models.BigIntegerField()
    repaid_fen = models.BigIntegerField(default=0)
    offset_fen = models.BigIntegerField(default=0)
    offset_in = models.ForeignKey(
        Payment, null=True, on_delete=models.PROTECT, related_name="offsets"
    )
    due_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="recovered_at_most_what_is_demanded",
                condition=models.Q(demanded_fen__gt=0, repaid_fen__gte=0, offset_fen__gte=0)
                & models.Q(demanded_fen__gte=models.F("repaid_fen") + models.F("offset_fen")),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.demanded_fen}"
