"""Indexes that pages read by."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Indexes that pages read by."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0019_payer")]

    operations: ClassVar[list[Operation]] = [
        migrations.AddIndex(
            "commitment",
            models.Index(
                fields=["place", "due_at"],
                name="commitment_due_in_place",
                condition=models.Q(met_at__isnull=True, cancelled_at__isnull=True),
            ),
        ),
    ]
