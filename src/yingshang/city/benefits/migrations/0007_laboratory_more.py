"""Trials of the laboratory, made by the worker."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

import yingshang.core.ids


class Migration(migrations.Migration):
    """Trials of the laboratory, made by the worker."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0006_granted")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="LaboratoryTrial",
            fields=[
                ("id", models.UUIDField(
                    default=yingshang.core.ids.new_id, editable=False, primary_key=True,
                    serialize=False,
                )),
                ("place", models.CharField(max_length=6)),
                ("policy", models.CharField(max_length=60)),
                ("decided_on", models.DateField()),
                ("snapshots", models.JSONField(default=list)),
                ("settings", models.JSONField(default=dict)),
                ("rule_name", models.CharField(blank=True, max_length=120)),
                ("before_hash", models.CharField(max_length=64)),
                ("after_hash", models.CharField(max_length=64)),
                ("covers_reserve", models.BooleanField(null=True)),
                ("budget_fen", models.BigIntegerField(null=True)),
                ("state", models.CharField(
                    choices=[
                        ("waiting", "等待试算"), ("running", "正在试算"),
                        ("compared", "已比较，正在找临界企业"), ("done", "完成"),
                        ("failed", "没有完成"),
                    ],
                    default="waiting", max_length=10,
                )),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.JSONField(default=list)),
                ("result", models.JSONField(null=True)),
                ("differing", models.JSONField(default=list)),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("again_of", models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="again",
                    to="benefits.laboratorynote",
                )),
                ("item", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.item"
                )),
                ("saved_as", models.OneToOneField(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="trial",
                    to="benefits.laboratorynote",
                )),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "policy", "-made_at"], name="trial_of_policy"),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running", "compared"])),
                        fields=["touched_at"], name="trial_under_way",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
