"""Who read which facts for what; facts contested; files handed in."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

import yingshang.core.ids


class Migration(migrations.Migration):
    """Who read which facts for what; facts contested; files handed in."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0015_snapshots")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yingshang.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("credit_code", models.CharField(blank=True, max_length=18)),
                ("purpose", models.CharField(max_length=200)),
                ("purpose_en", models.CharField(blank=True, max_length=200)),
                (
                    "elements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                (
                    "snapshots",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                ("run_kind", models.CharField(blank=True, max_length=40)),
                ("run_id", models.UUIDField(null=True)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["place", "credit_code", "-at"], name="consultation_of_a_firm"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__gt", "")), name="facts_are_read_for_a_purpose"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContestedFact",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="contested_fact",
                        serialize=False,
                        to="core.case",
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("credit_code", models.CharField(max_length=18)),
                ("dataset", models.CharField(max_length=60)),
                ("element", models.CharField(max_length=60)),
                ("value", models.CharField(blank=True, max_length=200)),
                ("claimed", models.CharField(max_length=200)),
                ("grounds", models.CharField(max_length=1000)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("is_open", models.BooleanField(default=True)),
                (
                    "corrected_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.snapshot",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.snapshot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True)),
                        fields=("place", "credit_code", "dataset", "element"),
                        name="contested_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yingshang.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("dataset", models.CharField(max_length=60)),
                ("as_of", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[("upload", "网页上传"), ("folder", "文件夹"), ("api", "接口")],
                        max_length=6,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("size_bytes", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("accept_good", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队"),
                            ("checking", "校验中"),
                            ("kept", "已入库"),
                            ("same", "已有相同内容"),
                            ("refused", "未入库"),
                            ("failed", "处理中断"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("rows", models.PositiveBigIntegerField(null=True)),
                ("good", models.PositiveBigIntegerField(null=True)),
                ("wrong", models.PositiveBigIntegerField(null=True)),
                ("faults", models.JSONField(default=list)),
                ("problem", models.CharField(blank=True, max_length=60)),
                ("problem_zh", models.CharField(blank=True, max_length=1000)),
                ("problem_en", models.CharField(blank=True, max_length=1000)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.UUIDField()),
                ("handed_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.office",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.snapshot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["place", "dataset", "-handed_at"], name="submission_of_dataset"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "checking"])),
                        fields=["touched_at"],
                        name="submission_under_way",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept"), _negated=True),
                            ("snapshot__isnull", False),
                            _connector="OR",
                        ),
                        name="what_is_kept_has_its_snapshot",
                    )
                ],
            },
        ),
    ]
