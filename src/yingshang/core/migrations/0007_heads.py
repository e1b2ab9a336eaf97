"""The head of an office, who signs extensions, and the government's, who signs joint ones."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

ROLES = [
    ("clerk", "综合窗口受理"),
    ("handler", "承办"),
    ("reviewer", "审核"),
    ("approver", "审批"),
    ("head", "机关负责人"),
    ("government", "本级政府负责人"),
    ("delivery", "出件"),
    ("callback", "回访"),
    ("supervisor", "督查"),
    ("leader", "领导"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("core", "0006_checkpoint_server")]

    operations: ClassVar[list[Operation]] = [
        migrations.AlterField("post", "role", models.CharField(max_length=12, choices=ROLES)),
    ]
