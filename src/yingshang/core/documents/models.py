"""Documents: content-addressed files, who owns them, and in which cases they are used."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.cases.models import Case
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Party


class Blob(models.Model):
    """The bytes themselves, once, under their SHA-256 (hex); the file lies in the store."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="sha256_is_hex", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """A blob with a meaning: whose it is, what it is, who gave it and until when it holds."""

    class Origin(models.TextChoices):
        APPLICANT = "applicant", "申请人提交"
        GOVERNMENT = "government", "政府核发"
        OUTPUT = "output", "本平台产生"

    class Scan(models.TextChoices):
        CLEAN = "clean"
        PENDING = "pending"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    origin = models.CharField(max_length=10, choices=Origin)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.PENDING)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "kind"], name="document_of_owner"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class DocumentUse(models.Model):
    """A document used in a case, with the consent under which it was reused, if it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uses")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="document_uses")
    material = models.CharField(max_length=80)
    is_reuse = models.BooleanField(default=False)
    consented_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "case", "material"], name="document_used_once"
            ),
            models.CheckConstraint(
                name="reuse_needs_consent",
                condition=models.Q(is_reuse=False) | models.Q(consented_at__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.material} {self.case_id}"
