"""Subscriptions to the change feed."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

import yingshang.core.ids


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0009_exchange_places")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Subscription",
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
                ("name", models.CharField(max_length=80)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "offices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("with_content", models.BooleanField(default=False)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("position", models.BigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "正常"), ("dead", "已停止推送"), ("ended", "已终止")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("last_error", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("state", "active"), models.Q(("url", ""), _negated=True)
                        ),
                        fields=["next_attempt_at"],
                        name="subscription_to_push",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "name"), name="one_subscription_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 0)), name="a_position_is_not_negative"
                    ),
                ],
            },
        ),
    ]
