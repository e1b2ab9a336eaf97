"""What applicants promise, what they chose in a draft, and who is barred for a broken promise."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Case, Draw, Item, Mandate, Office, Party


class Kind(models.TextChoices):
    """What is promised: a missing paper, a fact or condition, a later deed, a permit to come."""

    CONDITIONAL = "conditional", "容缺受理"
    COMMITMENT = "commitment", "告知承诺"
    PROMISE = "promise", "一审N承诺"
    PERMIT = "permit", "照后证前"


class UndertakingChoice(models.Model):
    """What a draft's applicant has read and ticked: it is signed when the draft becomes a case.

    `materials` are those that the promise replaces or puts off; `text_hash` names the very words.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(
        "matters.Application", on_delete=models.CASCADE, related_name="choices"
    )
    matter = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    materials = models.JSONField(default=list)
    is_published = models.BooleanField(default=False)
    text_hash = models.CharField(max_length=64)
    signer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["application", "matter"], name="one_choice_a_matter_and_draft"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.matter} {self.kind}"


class Undertaking(models.Model):
    """A promise of a party about a case, with the words it signed and what became of it.

    `text` is the catalogue version of the template, `slots` (in `data`) what filled it: both give
    the words back, whose SHA-256 is `text_hash`. `due_at` is the last moment to keep it, where it
    has one; `answered_at` when the party did its part, which an officer has yet to look at.
    `aftercheck` is the case that checks it.
    """

    class State(models.TextChoices):
        """Open until the promise is kept, broken, its fruit revoked, or nobody needs it more."""

        OPEN = "open", "履行中"
        KEPT = "kept", "已履行"
        BROKEN = "broken", "未履行"
        REVOKED = "revoked", "已撤销"
        CANCELLED = "cancelled", "已失效"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="undertakings")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="undertakings")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=60)
    text = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    text_version = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    signer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    is_published = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)
    aftercheck = models.OneToOneField(
        Case, null=True, on_delete=models.PROTECT, related_name="checked_undertaking"
    )
    data = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "kind", "code"],
                condition=models.Q(state="open"),
                name="one_open_undertaking_a_code",
            ),
            models.CheckConstraint(
                name="an_undertaking_is_open_or_settled",
                condition=models.Q(state="open", settled_at__isnull=True)
                | (~models.Q(state="open") & models.Q(settled_at__isnull=False)),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["kind", "due_at"],
                name="undertaking_running",
                condition=models.Q(state="open"),
            ),
            models.Index(
                fields=["place", "-signed_at"],
                name="undertaking_published",
                condition=models.Q(is_published=True),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.state}"


class BadCredit(models.Model):
    """A broken or false promise on record: its party is barred until it is repaired (信用修复)."""

    class Kind(models.TextChoices):
        """Which of the two, since the rules say them apart."""

        BROKEN = "broken", "未履行承诺"
        FALSE = "false", "虚假承诺"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bad_credit")
    kind = models.CharField(max_length=10, choices=Kind)
    undertaking = models.ForeignKey(Undertaking, null=True, on_delete=models.PROTECT)
    cause = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    repair_asked_at = models.DateTimeField(null=True)
    repair_words = models.CharField(max_length=1000, blank=True)
    repaired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["undertaking"], name="one_bad_record_an_undertaking"),
            models.CheckConstraint(
                name="repaired_after_it_was_entered",
                condition=models.Q(repaired_at__isnull=True)
                | models.Q(repaired_at__gte=models.F("from_at")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["party"], name="barred_now", condition=models.Q(repaired_at__isnull=True)
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.cause}"


class CheckDraw(models.Model):
    """A public draw of which granted promises are checked; applied once it was drawn."""

    draw = models.OneToOneField(Draw, primary_key=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=60)
    announced_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return self.item_code
