"""Who the platform deals with: regions, offices, persons, enterprises and their agents."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id


class Region(models.Model):
    """An administrative division by its GB/T 2260 code."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Office(models.Model):
    """A body that handles cases: an office of government, or an external executor it relies on."""

    class Kind(models.TextChoices):
        OFFICE = "office", "机关"
        EXTERNAL = "external", "外部执行单位"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "code"], name="office_code_once_a_place"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A person or an enterprise.

    A person's ID number is stored encrypted, beside a keyed blind index by which the same number
    is found again; it is shown masked only. An enterprise has no credit code before registration.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "自然人"
        ENTERPRISE = "enterprise", "企业"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18, null=True, unique=True)  # noqa: DJ001 - unique, so absent must be NULL
    id_number_cipher = models.BinaryField(null=True)
    id_number_index = models.BinaryField(null=True, max_length=32)
    phone_cipher = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["id_number_index"], name="one_party_an_id_number"),
            models.CheckConstraint(
                name="only_persons_have_id_numbers",
                condition=models.Q(kind="person") | models.Q(id_number_index__isnull=True),
            ),
            models.CheckConstraint(
                name="only_enterprises_have_credit_codes",
                condition=models.Q(kind="enterprise") | models.Q(credit_code__isnull=True),
            ),
            models.CheckConstraint(
                name="id_number_with_its_index",
                condition=models.Q(id_number_index__isnull=True, id_number_cipher__isnull=True)
                | models.Q(id_number_index__isnull=False, id_number_cipher__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """The right of one person to act for a party: its legal representative, or an agent (代办).

    `scope` lists catalogue codes; empty means every service. Ends at `valid_until` or when revoked.
    """

    class Kind(models.TextChoices):
        LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
        AGENT = "agent", "代办人"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=24, choices=Kind)
    principal = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_given")
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_held")
    scope = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="an_agent_mandate_ends",
                condition=~models.Q(kind="agent") | models.Q(valid_until__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_mandated_by_themselves",
                condition=~models.Q(principal=models.F("holder")),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.holder} → {self.principal}"
