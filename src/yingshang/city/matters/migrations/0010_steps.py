"""What one step and pages at size need."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What one step and pages at size need."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0009_batches")]

    operations: ClassVar[list[Operation]] = []
