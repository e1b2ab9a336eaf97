"""Exports: what was asked for, how far it is, where its file is and until when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yingshang.core.ids


class Migration(migrations.Migration):
    dependencies = [("core", "0011_search")]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yingshang.core.ids.new_id, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=40)),
                ("filter", models.JSONField(default=dict)),
                ("language", models.CharField(max_length=10)),
                ("is_whole", models.BooleanField(default=False)),
                ("purpose", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队"),
                            ("running", "生成中"),
                            ("done", "已生成"),
                            ("failed", "未成功"),
                            ("cancelled", "已取消"),
                            ("expired", "已过期"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField(null=True)),
                ("problem", models.CharField(blank=True, max_length=60)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-asked_at"], name="export_of_user"),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running", "done"])),
                        fields=["state", "touched_at"],
                        name="export_under_way",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(
                                ("expires_at__isnull", False),
                                ("sha256__gt", ""),
                                ("size_bytes__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_finished_export_has_a_file_and_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_whole", False), ("purpose__gt", ""), _connector="OR"
                        ),
                        name="whole_names_have_a_purpose",
                    ),
                ],
            },
        ),
    ]
