"""Whether a place's lists were generated for a simulation."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """An edition says whether its lists are simulated."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0017_batches")]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField(
            model_name="edition",
            name="is_simulated",
            field=models.BooleanField(default=False),
        ),
    ]
