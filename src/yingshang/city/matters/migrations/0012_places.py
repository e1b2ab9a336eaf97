"""Places of their own."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Places of their own."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0011_throughput")]

    operations: ClassVar[list[Operation]] = []
