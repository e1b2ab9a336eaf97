"""What lasts through failures."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What lasts through failures."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0018_steps")]

    operations: ClassVar[list[Operation]] = []
