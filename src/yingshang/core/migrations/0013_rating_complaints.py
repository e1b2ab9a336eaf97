"""Complaints about bad ratings, and what is published of their handling."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0012_exports")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="RatingComplaint",
            fields=[
                ("rating", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="complaint", serialize=False, to="core.rating")),
                ("ground", models.CharField(choices=[("mistaken", "误评"), ("malicious", "恶意")], max_length=10)),
                ("text", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("verdict", models.CharField(blank=True, choices=[("removed", "成立，不予采信"), ("upheld", "不成立，维持差评")], max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("verdict", "")),
                            models.Q(models.Q(("verdict", ""), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_verdict_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingHandling",
            fields=[
                ("rating", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="handling", serialize=False, to="core.rating")),
                ("note", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
