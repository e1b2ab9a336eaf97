"""What one firm's answers keep."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Applications for benefits, with what the firm stated and what the rule said."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0003_policies")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="benefit_application",
                        serialize=False,
                        to="core.case",
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("place", models.CharField(max_length=6)),
                ("policy", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=20)),
                ("credit_code", models.CharField(max_length=18)),
                ("decided_on", models.DateField()),
                ("statements", models.JSONField(default=dict)),
                ("snapshots", models.JSONField(default=list)),
                ("decided", models.JSONField(default=dict)),
                ("computed_fen", models.BigIntegerField(null=True)),
                ("granted_fen", models.BigIntegerField(null=True)),
                ("is_live", models.BooleanField(default=True)),
                (
                    "entitlement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application",
                        to="benefits.entitlement",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["credit_code"], name="application_of_firm")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_live", True)),
                        fields=("place", "policy", "period", "credit_code"),
                        name="one_application_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_fen__isnull", True), ("granted_fen__gte", 0), _connector="OR"
                        ),
                        name="what_is_granted_is_no_debt",
                    ),
                ],
            },
        ),
    ]
