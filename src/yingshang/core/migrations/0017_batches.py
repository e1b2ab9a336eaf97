"""What large batches need."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What large batches need."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0016_facts_read")]

    operations: ClassVar[list[Operation]] = []
