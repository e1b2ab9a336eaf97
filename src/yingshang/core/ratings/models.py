"""Ratings (好差评) of window services and online cases; who rated is kept apart and sealed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from yingshang.core.access.models import User
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office


class WindowService(models.Model):
    """One service at a window, from the queue ticket to the end: each may be rated once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    ticket = models.CharField(max_length=20)
    day = models.DateField()
    clerk_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True, db_index=True)
    item_code = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "office", "day", "ticket"], name="ticket_once_a_day"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.ticket


class Rating(models.Model):
    """One rating of one service. The rated office reads this row and never who gave it."""

    class Grade(models.IntegerChoices):
        VERY_DISSATISFIED = 1, "非常不满意"
        DISSATISFIED = 2, "不满意"
        FAIR = 3, "基本满意"
        SATISFIED = 4, "满意"
        VERY_SATISFIED = 5, "非常满意"

    class Channel(models.TextChoices):
        WINDOW = "window", "窗口评价器"
        ONLINE = "online", "网上"
        QR = "qr", "二维码"
        SMS = "sms", "短信"
        HOTLINE = "hotline", "12345热线"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    item_code = models.CharField(max_length=80)
    grade = models.PositiveSmallIntegerField(choices=Grade)
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    pseudonym = models.CharField(max_length=32)
    followup_case_id = models.UUIDField(null=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="rated_once"),
            models.CheckConstraint(
                name="five_grades", condition=models.Q(grade__gte=1, grade__lte=5)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "given_at"], name="rating_of_office"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.grade}"


class RaterIdentity(models.Model):
    """Who stands behind a pseudonym, encrypted; the call-back desk alone opens it."""

    rating = models.OneToOneField(Rating, primary_key=True, on_delete=models.PROTECT)
    party_cipher = models.BinaryField()

    @override
    def __str__(self) -> str:
        return "•••"


class RatingComplaint(models.Model):
    """The rated office's complaint about a bad rating (申诉), and what the review found.

    Who rated is not in it. `verdict` is empty until somebody outside the office has decided.
    """

    class Ground(models.TextChoices):
        MISTAKEN = "mistaken", _("误评")
        MALICIOUS = "malicious", _("恶意")

    class Verdict(models.TextChoices):
        REMOVED = "removed", _("成立，不予采信")
        UPHELD = "upheld", _("不成立，维持差评")

    rating = models.OneToOneField(
        Rating, primary_key=True, on_delete=models.PROTECT, related_name="complaint"
    )
    ground = models.CharField(max_length=10, choices=Ground)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_verdict_has_its_moment",
                condition=models.Q(verdict="", decided_at__isnull=True)
                | (~models.Q(verdict="") & models.Q(decided_at__isnull=False)),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.ground


class RatingHandling(models.Model):
    """What was done about a bad rating, as it is published: the desk's words, nobody's name."""

    rating = models.OneToOneField(
        Rating, primary_key=True, on_delete=models.PROTECT, related_name="handling"
    )
    note = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.note
