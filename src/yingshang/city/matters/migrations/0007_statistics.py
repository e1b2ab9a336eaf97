"""What each case counts for, the sums a day, and their cursor in the ledger."""

import django.db.models.deletion
from django.db import migrations, models

SUMS = (
    "received", "online", "visits", "visits_after", "visits_before", "materials_after",
    "materials_before", "accepted", "promised_hours", "statutory_hours", "decided", "granted",
    "timed", "early", "overdue", "at_once",
)
LONG = ("promised_hours", "statutory_hours")


def sum_of(name):
    return models.BigIntegerField() if name in LONG else models.IntegerField()


class Migration(migrations.Migration):
    dependencies = [("core", "0012_exports"), ("matters", "0006_desk_tools")]

    operations = [
        migrations.CreateModel(
            name="StatisticsCursor",
            fields=[
                ("place", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=-1)),
            ],
        ),
        migrations.CreateModel(
            name="DayCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=40)),
                ("office_id", models.UUIDField()),
                ("item_code", models.CharField(max_length=80)),
                ("day", models.DateField()),
                *((name, sum_of(name)) for name in SUMS),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "kind", "day", "office_id", "item_code"),
                        name="one_count_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFact",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True, related_name="fact", serialize=False, to="core.case",
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=40)),
                ("office_id", models.UUIDField()),
                ("item_code", models.CharField(max_length=80)),
                ("received_day", models.DateField()),
                ("accepted_day", models.DateField(null=True)),
                ("decided_day", models.DateField(null=True)),
                ("is_online", models.BooleanField()),
                ("is_granted", models.BooleanField()),
                ("is_at_once", models.BooleanField()),
                (
                    "timing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "—"), ("early", "提前"), ("on_time", "按期"), ("overdue", "超期"),
                        ],
                        max_length=8,
                    ),
                ),
                ("promised_hours", models.PositiveIntegerField()),
                ("statutory_hours", models.PositiveIntegerField()),
                ("visits", models.PositiveSmallIntegerField()),
                ("visits_before", models.PositiveSmallIntegerField(null=True)),
                ("materials", models.PositiveSmallIntegerField()),
                ("materials_before", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "kind", day], name=f"fact_{day}")
                    for day in ("received_day", "accepted_day", "decided_day")
                ],
            },
        ),
    ]
