"""Notes of the laboratory."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Notes of the laboratory."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0004_matching")]

    operations: ClassVar[list[Operation]] = []
