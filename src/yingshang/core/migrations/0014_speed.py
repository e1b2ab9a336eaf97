"""How far a long job came; and no second look at what the same transaction has written."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0013_rating_complaints")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "name",
                    models.CharField(max_length=80, primary_key=True, serialize=False),
                ),
                ("state", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AlterField(
            model_name="commitment",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="core.case",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="notice",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="core.notice",
            ),
        ),
    ]
