"""What an office has to change so that a cause goes away."""

from django.db import models
from typing_extensions import override

from yingshang.core.models import Case, User


class Improvement(models.Model):
    """A task to change something: a case of its own at the office, opened from a request."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="improvement"
    )
    source = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="improvements")
    cause = models.CharField(max_length=60)
    what = models.TextField(max_length=1000)
    report = models.TextField(max_length=2000, blank=True)
    reported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    @override
    def __str__(self) -> str:
        return str(self.case_id)
