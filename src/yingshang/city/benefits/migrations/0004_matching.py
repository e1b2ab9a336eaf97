"""What one firm's answers keep."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What one firm's answers keep."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0003_policies")]

    operations: ClassVar[list[Operation]] = []
