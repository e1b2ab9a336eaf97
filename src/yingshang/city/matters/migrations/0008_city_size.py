"""Papers and licences are written by the million: no index that another one begins with, and no
second look at cases that the same transaction has locked.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

NO_PREFIX_SEARCH = "DROP INDEX IF EXISTS matters_licence_token_2c4e762e_like"
PREFIX_SEARCH = (
    "CREATE INDEX matters_licence_token_2c4e762e_like"
    " ON matters_licence (token varchar_pattern_ops)"
)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("matters", "0007_statistics")]

    operations: ClassVar[list[Operation]] = [
        migrations.AlterField(
            model_name="paper",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="core.case",
            ),
        ),
        migrations.AlterField(
            model_name="licence",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="licences",
                to="core.case",
            ),
        ),
        migrations.AlterField(
            model_name="licence",
            name="holder",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="licences",
                to="core.party",
            ),
        ),
        migrations.RunSQL(NO_PREFIX_SEARCH, PREFIX_SEARCH),
    ]
