"""No index that another one begins with, and none over what is nearly always empty."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Members that wait are found by `needed_once`; few licences have a document."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0008_city_size")]

    operations: ClassVar[list[Operation]] = [
        migrations.AlterField(
            model_name="dependency",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="core.case",
            ),
        ),
        migrations.AlterField(
            model_name="licence",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="core.document",
            ),
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(
                condition=models.Q(("document__isnull", False)),
                fields=["document"],
                name="licence_of_document",
            ),
        ),
    ]
