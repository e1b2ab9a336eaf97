"""A sign: one case that one of the definitions of `signs.definitions` found."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Case, Office


class GamingSign(models.Model):
    """Found by a job, once a case and kind; `at` is when it happened. A sign is no verdict."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    kind = models.CharField(max_length=30)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signs", db_index=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "kind"], name="a_sign_once_a_case"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "kind", "at"], name="sign_of_place"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
