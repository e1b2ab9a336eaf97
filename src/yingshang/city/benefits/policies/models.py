"""What policies keep: that an owner was warned."""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class ReviewWarning(models.Model):
    """That the owner of a policy was told by when it must be reviewed: once for each day."""

    place = models.CharField(max_length=6)
    policy = models.CharField(max_length=60)
    review_by = models.DateField()
    warned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "policy", "review_by"], name="one_warning_a_review"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.policy} {self.review_by}"
