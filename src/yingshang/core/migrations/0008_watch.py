"""Alerts: who was warned of which promise, at which light."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from yingshang.core.ids import new_id


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0007_heads")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("case_id", models.UUIDField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "黄灯"), (2, "红灯"), (3, "超期")]
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("told", models.PositiveSmallIntegerField(default=0)),
                (
                    "commitment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="alerts",
                        to="core.commitment",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="alerts",
                        to="core.office",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place", "level", "at"], name="alert_of_place")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commitment", "due_at", "level"), name="warned_once_a_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)),
                        name="three_levels",
                    ),
                ],
            },
        ),
        # what ended early and what was decided at once is found without reading everything: two
        # small indexes that cost a write next to nothing
        migrations.RunSQL(
            "CREATE INDEX case_ended_early ON core_case (place, closed_at)"
            " WHERE state IN ('withdrawn', 'terminated');"
            " CREATE INDEX commitment_started ON core_commitment"
            " USING brin (started_at) WITH (autosummarize = on);",
            "DROP INDEX case_ended_early; DROP INDEX commitment_started;",
        ),
    ]
