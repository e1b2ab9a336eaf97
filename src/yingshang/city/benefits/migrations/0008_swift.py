"""Benefits at speed."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Benefits at speed."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0007_laboratory_more")]

    operations: ClassVar[list[Operation]] = []
