"""Indexes that pages read by."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Indexes that pages read by."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0009_batches")]

    operations: ClassVar[list[Operation]] = []
