"""Indexes that pages read by."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Indexes that pages read by."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0019_payer")]

    operations: ClassVar[list[Operation]] = []
