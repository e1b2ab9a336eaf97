"""Runs of granted applications."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Runs of granted applications."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0005_laboratory")]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField(
            model_name="run",
            name="basis",
            field=models.CharField(
                choices=[("everyone", "比对全部企业"), ("granted", "已同意的申请")],
                default="everyone",
                max_length=10,
            ),
        ),
    ]
