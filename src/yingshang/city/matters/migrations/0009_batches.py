"""What large batches need."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What large batches need."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0008_city_size")]

    operations: ClassVar[list[Operation]] = []
