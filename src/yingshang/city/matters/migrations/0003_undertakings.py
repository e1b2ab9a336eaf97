"""What applicants promise, the draft's choices, the register of broken promises, drawn checks."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from yingshang.core.ids import new_id


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("core", "0005_draws"),
        ("matters", "0002_statutory_life"),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="CheckDraw",
            fields=[
                (
                    "draw",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="core.draw",
                    ),
                ),
                ("item_code", models.CharField(max_length=60)),
                ("announced_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "office",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.office"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conditional", "容缺受理"),
                            ("commitment", "告知承诺"),
                            ("promise", "一审N承诺"),
                            ("permit", "照后证前"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("text_version", models.CharField(max_length=20)),
                ("text_hash", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                ("is_published", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "履行中"),
                            ("kept", "已履行"),
                            ("broken", "未履行"),
                            ("revoked", "已撤销"),
                            ("cancelled", "已失效"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("data", models.JSONField(default=dict)),
                (
                    "aftercheck",
                    models.OneToOneField(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="checked_undertaking",
                        to="core.case",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="undertakings", to="core.case"
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to="core.mandate"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="undertakings", to="core.party"
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.party"),
                ),
                (
                    "text",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.item"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BadCredit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                (
                    "kind",
                    models.CharField(
                        choices=[("broken", "未履行承诺"), ("false", "虚假承诺")], max_length=10
                    ),
                ),
                ("cause", models.CharField(max_length=500)),
                ("from_at", models.DateTimeField()),
                ("repair_asked_at", models.DateTimeField(null=True)),
                ("repair_words", models.CharField(blank=True, max_length=1000)),
                ("repaired_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="bad_credit", to="core.party"
                    ),
                ),
                (
                    "undertaking",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, to="matters.undertaking"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UndertakingChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("matter", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conditional", "容缺受理"),
                            ("commitment", "告知承诺"),
                            ("promise", "一审N承诺"),
                            ("permit", "照后证前"),
                        ],
                        max_length=12,
                    ),
                ),
                ("materials", models.JSONField(default=list)),
                ("is_published", models.BooleanField(default=False)),
                ("text_hash", models.CharField(max_length=64)),
                ("chosen_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="choices", to="matters.application"
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to="core.mandate"
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.party"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="undertaking",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["kind", "due_at"],
                name="undertaking_running",
            ),
        ),
        migrations.AddIndex(
            model_name="undertaking",
            index=models.Index(
                condition=models.Q(("is_published", True)),
                fields=["place", "-signed_at"],
                name="undertaking_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("case", "kind", "code"),
                name="one_open_undertaking_a_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("settled_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_undertaking_is_open_or_settled",
            ),
        ),
        migrations.AddIndex(
            model_name="badcredit",
            index=models.Index(
                condition=models.Q(("repaired_at__isnull", True)),
                fields=["party"],
                name="barred_now",
            ),
        ),
        migrations.AddConstraint(
            model_name="badcredit",
            constraint=models.UniqueConstraint(
                fields=("undertaking",), name="one_bad_record_an_undertaking"
            ),
        ),
        migrations.AddConstraint(
            model_name="badcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("repaired_at__isnull", True),
                    ("repaired_at__gte", models.F("from_at")),
                    _connector="OR",
                ),
                name="repaired_after_it_was_entered",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertakingchoice",
            constraint=models.UniqueConstraint(
                fields=("application", "matter"), name="one_choice_a_matter_and_draft"
            ),
        ),
    ]
