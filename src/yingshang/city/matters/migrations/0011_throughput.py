"""Lighter rows to write."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Lighter rows to write."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0010_pages")]

    operations: ClassVar[list[Operation]] = []
