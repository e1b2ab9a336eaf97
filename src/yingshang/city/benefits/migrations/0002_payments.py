"""Budgets, batches, payments, receipts."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Budgets, batches, payments, receipts."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0001_runs")]

    operations: ClassVar[list[Operation]] = []
