"""What one step needs."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What one step needs."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0017_batches")]

    operations: ClassVar[list[Operation]] = []
