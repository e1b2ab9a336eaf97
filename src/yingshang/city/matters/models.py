"""Applications, what a member waits for, papers and licences. Workflow stands in `lifecycle`."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

import yingshang.city.matters.agents.models
import yingshang.city.matters.archiving.models
import yingshang.city.matters.crossregion.models
import yingshang.city.matters.extending.models
import yingshang.city.matters.opinions.models
import yingshang.city.matters.permits.models
import yingshang.city.matters.serving.models
import yingshang.city.matters.signs.models
import yingshang.city.matters.statistics.models
import yingshang.city.matters.tools.models
import yingshang.city.matters.undertakings.models
import yingshang.city.matters.visiting.models  # noqa: F401 - so that Django finds them all
from yingshang.core.ids import new_id
from yingshang.core.models import Case, Document, Item, Party, User


class Application(models.Model):
    """One form over one bundle, from the first answer until it becomes a bundle case.

    `answers` are to the scenario questions, `fields` by shared meaning (asked once), `deferred`
    the members put off by choice. `version` guards against a stale page.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        SIGNING = "signing", "待签名"
        SUBMITTED = "submitted", "已提交"
        DISCARDED = "discarded", "已放弃"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    bundle = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="applications")
    enterprise = models.ForeignKey(
        Party, null=True, on_delete=models.PROTECT, related_name="enterprise_applications"
    )
    answers = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)
    deferred = models.JSONField(default=list)
    delivery = models.CharField(max_length=12, default="electronic")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(null=True, unique=True)
    case = models.OneToOneField(Case, null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="submitted_has_a_case",
                condition=~models.Q(state="submitted") | models.Q(case__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.bundle_id} {self.state}"


class ApplicationMaterial(models.Model):
    """A material of an application: uploaded once, whoever of the members needs it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="materials")
    material = models.CharField(max_length=80)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)
    is_reuse = models.BooleanField(default=False)
    consented_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["application", "material", "document"], name="material_given_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.material


class Signature(models.Model):
    """A shareholder's or officer's signature under exactly the content it names by hash."""

    class State(models.TextChoices):
        PENDING = "pending", "待签名"
        SIGNED = "signed", "已签名"
        REFUSED = "refused", "拒绝签名"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="signatures"
    )
    signer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["application", "signer"], name="signs_an_application_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.signer_id} {self.state}"


class Dependency(models.Model):
    """A member that cannot start before another has produced its result."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(  # found by `needed_once`
        Case, on_delete=models.PROTECT, related_name="needs", db_index=False
    )
    needed = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needed_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "needed"], name="needed_once"),
            models.CheckConstraint(
                name="nothing_needs_itself", condition=~models.Q(case=models.F("needed"))
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.case_id} ← {self.needed_id}"


class Paper(models.Model):
    """A numbered, dated paper of a case (文书): receipt, acceptance, deficiency notice…"""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "收件凭证"
        ACCEPTANCE = "acceptance", "受理通知书"
        NON_ACCEPTANCE = "non_acceptance", "不予受理通知书"
        NO_PERMIT_NEEDED = "no_permit_needed", "不属许可范围告知书"
        ON_SPOT = "on_spot", "当场更正确认单"
        SUPPLEMENT = "supplement", "补充材料通知书"
        TERMINATION = "termination", "终止办理通知书"
        DEFICIENCY_NOTICE = "deficiency_notice", "补正告知书"
        EXTENSION = "extension", "延期告知书"
        SUSPENSION = "suspension", "特别程序告知书"
        DECISION = "decision", "准予决定书"
        REFUSAL = "refusal", "不予决定书"
        DELIVERY = "delivery", "送达回证"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    # written for cases that the same transaction opened or locked; `yingshang audit` looks at all
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="papers", db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=40)
    body = models.JSONField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "number"], name="paper_number_once_a_place"),
        ]

    @override
    def __str__(self) -> str:
        return self.number


class Licence(models.Model):
    """A result that anyone can check: licence, record or certificate, as a sample of ours or as
    filled back from the register that is in charge of it."""

    class State(models.TextChoices):
        VALID = "valid", "有效"
        SUSPENDED = "suspended", "暂扣"
        CANCELLED = "cancelled", "注销"
        REVOKED = "revoked", "撤销"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    # as papers; found by `one_result_a_kind` and `licence_of_holder`, which begin with them
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        related_name="licences",
        db_index=False,
        db_constraint=False,
    )
    holder = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="licences",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    token = models.CharField(max_length=43, unique=True)
    body = models.JSONField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.VALID)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "kind", "number"], name="licence_once"),
            models.UniqueConstraint(fields=["case", "kind"], name="one_result_a_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["holder", "kind"], name="licence_of_holder"),
            models.Index(fields=["number"], name="licence_by_number"),
            models.Index(
                fields=["document"],
                name="licence_of_document",
                condition=models.Q(document__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.number
