"""Letters between places: channels, keys of other instances, the letterbox, the register."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

import yingshang.core.ids


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0008_watch")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="PlaceChannel",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=6)),
                ("peer", models.CharField(max_length=6)),
                ("last_number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "peer"), name="one_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceKey",
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
                ("signing", models.BinaryField(max_length=32)),
                ("sealing", models.BinaryField(max_length=32)),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "signing", "sealing"), name="place_key_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceLetter",
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
                ("sender", models.CharField(max_length=6)),
                ("receiver", models.CharField(max_length=6)),
                ("number", models.BigIntegerField()),
                ("text", models.BinaryField()),
                ("signature", models.BinaryField(max_length=64)),
                ("dropped_at", models.DateTimeField(auto_now_add=True)),
                ("receipt", models.BinaryField(null=True)),
                ("receipt_signature", models.BinaryField(max_length=64, null=True)),
                ("is_receipt_taken", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("receipt__isnull", True)),
                        fields=["receiver", "sender", "number"],
                        name="letter_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("is_receipt_taken", False), ("receipt__isnull", False)),
                        fields=["sender", "receiver"],
                        name="receipt_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sender", "receiver", "number"), name="letter_dropped_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisteredLetter",
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
                ("sender", models.CharField(max_length=6)),
                ("number", models.BigIntegerField()),
                ("key", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("taken", "已收"), ("refused", "拒收"), ("repeated", "重复")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["place", "at"], name="letters_of_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "taken")),
                        fields=("place", "sender", "number"),
                        name="letter_taken_once",
                    )
                ],
            },
        ),
    ]
