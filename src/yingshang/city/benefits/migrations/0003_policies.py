"""What policies keep: that an owner was warned."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """What policies keep: that an owner was warned."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("benefits", "0002_payments")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="ReviewWarning",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                )),
                ("place", models.CharField(max_length=6)),
                ("policy", models.CharField(max_length=60)),
                ("review_by", models.DateField()),
                ("warned_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "policy", "review_by"), name="one_warning_a_review"
                    )
                ],
            },
        ),
    ]  # fmt: skip
