"""The index of cases by which they are searched, and its cursor in the ledger."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0010_change_feed")]

    operations = [
        migrations.CreateModel(
            name="SearchCursor",
            fields=[
                ("place", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=-1)),
            ],
        ),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True, related_name="search", serialize=False, to="core.case",
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("position", models.BigIntegerField()),
                ("tokens", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["tokens"], gin_pending_list_limit=1024, name="search_tokens"
                    )
                ],
            },
        ),
    ]
