"""Runs of granted applications."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Runs of granted applications."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0005_laboratory")]

    operations: ClassVar[list[Operation]] = []
