"""Snapshots of what departments share."""

import django.db.models.deletion
from django.db import migrations, models

import yingshang.core.ids


class Migration(migrations.Migration):
    dependencies = [("core", "0014_speed")]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
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
                ("content_hash", models.CharField(max_length=64)),
                ("rows", models.PositiveBigIntegerField()),
                ("left_out", models.PositiveBigIntegerField(default=0)),
                ("file_name", models.CharField(max_length=200)),
                ("delivered_by", models.UUIDField()),
                ("delivered_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.item",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["place", "dataset", "-as_of", "-delivered_at"],
                        name="newest_snapshot",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "dataset", "as_of", "content_hash"),
                        name="snapshot_kept_once",
                    )
                ],
            },
        ),
    ]
