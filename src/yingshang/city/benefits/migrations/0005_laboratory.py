"""Notes of the laboratory."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

import yingshang.core.ids


class Migration(migrations.Migration):
    """Notes of the laboratory."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0004_matching")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="LaboratoryNote",
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
                ("before_hash", models.CharField(max_length=64)),
                ("after_hash", models.CharField(max_length=64)),
                ("covers_reserve", models.BooleanField(null=True)),
                ("budget_fen", models.BigIntegerField(null=True)),
                ("result", models.JSONField()),
                ("result_hash", models.CharField(max_length=64)),
                ("note_hash", models.CharField(max_length=64)),
                ("made_by", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
                ("item", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.item"
                )),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "policy", "-made_at"], name="note_of_policy")
                ],
            },
        ),
    ]  # fmt: skip
