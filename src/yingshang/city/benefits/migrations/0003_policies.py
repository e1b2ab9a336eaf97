"""What policies keep."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What policies keep."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0002_payments")]

    operations: ClassVar[list[Operation]] = []
