"""What officers found on the spot, who they were, and when."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from yingshang.core.ids import new_id
from yingshang.core.models import Case, User


class SiteVisit(models.Model):
    """A site visit (踏勘、实地核查) of a case: by two officers at least, with their record.

    *Source*: Administrative Licensing Law Art. 34(3).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="site_visits")
    visited_at = models.DateTimeField()
    where = models.CharField(max_length=200, blank=True)
    officers = ArrayField(models.UUIDField())
    record = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="two_officers_at_least", condition=models.Q(officers__len__gte=2)
            ),
            models.CheckConstraint(
                name="a_visit_is_written_after_it",
                condition=models.Q(written_at__gte=models.F("visited_at")),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.visited_at:%Y-%m-%d}"
