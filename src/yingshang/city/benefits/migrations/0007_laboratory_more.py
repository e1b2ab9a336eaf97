"""The laboratory whole."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """The laboratory whole."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0006_granted")]

    operations: ClassVar[list[Operation]] = []
