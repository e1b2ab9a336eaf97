"""What an office was asked about another's case, and what it answered."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from yingshang.core.models import Case, User


class AskedOpinion(models.Model):
    """The content of a case of kind `opinion`: its office is the one asked, its clock its due date.

    `main` is the case that the asking office decides.
    """

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="asked_opinion"
    )
    main = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    question = models.CharField(max_length=500)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="an_answer_has_its_author",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.question
