"""What was handed in and kept, who consulted it for what, and which facts are contested."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from yingshang.core.cases.models import Case
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.parties.models import Office


class Snapshot(models.Model):
    """One delivery of a dataset, immutable: its rows stand in a Parquet file named by its hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    dataset = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    content_hash = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    left_out = models.PositiveBigIntegerField(default=0)
    file_name = models.CharField(max_length=200)
    delivered_by = models.UUIDField()
    delivered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "dataset", "as_of", "content_hash"], name="snapshot_kept_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["place", "dataset", "-as_of", "-delivered_at"], name="newest_snapshot"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.dataset} {self.as_of}"


class Submission(models.Model):
    """One file that an office handed in (上报件), and what came of it.

    `faults` lists what is wrong, row by row; sensitive values in it are masked. The file itself is
    kept only until it is judged.
    """

    class Channel(models.TextChoices):
        UPLOAD = "upload", "网页上传"
        FOLDER = "folder", "文件夹"
        API = "api", "接口"

    class State(models.TextChoices):
        WAITING = "waiting", "排队"
        CHECKING = "checking", "校验中"
        KEPT = "kept", "已入库"
        SAME = "same", "已有相同内容"
        REFUSED = "refused", "未入库"
        FAILED = "failed", "处理中断"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    dataset = models.CharField(max_length=60)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    channel = models.CharField(max_length=6, choices=Channel)
    file_name = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    accept_good = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveBigIntegerField(null=True)
    good = models.PositiveBigIntegerField(null=True)
    wrong = models.PositiveBigIntegerField(null=True)
    faults = models.JSONField(default=list)
    problem = models.CharField(max_length=60, blank=True)
    problem_zh = models.CharField(max_length=1000, blank=True)
    problem_en = models.CharField(max_length=1000, blank=True)
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField()
    handed_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="what_is_kept_has_its_snapshot",
                condition=~models.Q(state="kept") | models.Q(snapshot__isnull=False),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "dataset", "-handed_at"], name="submission_of_dataset"),
            models.Index(
                fields=["touched_at"],
                name="submission_under_way",
                condition=models.Q(state__in=["waiting", "checking"]),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class Consultation(models.Model):
    """One reading of facts for a purpose (查阅记录): of one firm, or at once of a whole population.

    `credit_code` is empty for a population, whose firms are those in the snapshots; `run_kind` and
    `run_id` name what read them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=6)
    credit_code = models.CharField(max_length=18, blank=True)
    purpose = models.CharField(max_length=200)
    purpose_en = models.CharField(max_length=200, blank=True)
    elements = ArrayField(models.CharField(max_length=60))
    snapshots = ArrayField(models.UUIDField())
    run_kind = models.CharField(max_length=40, blank=True)
    run_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField()
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="facts_are_read_for_a_purpose", condition=models.Q(purpose__gt="")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "credit_code", "-at"], name="consultation_of_a_firm"),
        ]

    @override
    def __str__(self) -> str:
        return self.purpose


class ContestedFact(models.Model):
    """A value that its firm holds to be wrong (异议), beside the case in which the office answers.

    It is open until it is upheld, taken back, or another value is delivered; one at a time.
    """

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="contested_fact"
    )
    place = models.CharField(max_length=6)
    credit_code = models.CharField(max_length=18)
    dataset = models.CharField(max_length=60)
    element = models.CharField(max_length=60)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=200, blank=True)
    claimed = models.CharField(max_length=200)
    grounds = models.CharField(max_length=1000)
    answer = models.CharField(max_length=1000, blank=True)
    corrected_in = models.ForeignKey(
        Snapshot, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "credit_code", "dataset", "element"],
                condition=models.Q(is_open=True),
                name="contested_once_at_a_time",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.element} {self.credit_code}"
