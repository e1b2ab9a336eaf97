"""Reply templates, saved filters, prints, asked opinions, signs, authorisations."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from yingshang.core.ids import new_id


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("core", "0008_watch"),
        ("matters", "0005_cross_region"),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="AskedOpinion",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
                        primary_key=True,
                        related_name="asked_opinion",
                        serialize=False,
                        to="core.case",
                    ),
                ),
                ("question", models.CharField(max_length=500)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="core.user",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.user"),
                ),
                (
                    "main",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="opinions", to="core.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_has_its_author",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("scope", models.JSONField(default=list)),
                ("valid_until", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待委托人确认"),
                            ("given", "已确认"),
                            ("refused", "未确认"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="authorisations",
                        to="core.user",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to="core.document"
                    ),
                ),
                (
                    "mandate",
                    models.OneToOneField(
                        null=True, on_delete=models.PROTECT, related_name="+", to="core.mandate"
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="authorisations", to="core.party"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("agent", "principal"),
                        name="asked_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "given"), _negated=True),
                            ("mandate__isnull", False),
                            _connector="OR",
                        ),
                        name="given_by_a_mandate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GamingSign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="signs",
                        to="core.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="+", to="core.office"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place", "kind", "at"], name="sign_of_place")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind"), name="a_sign_once_a_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("paper_ids", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待生成"),
                            ("ready", "可以下载"),
                            ("failed", "没有生成"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("content", models.BinaryField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="core.user"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "asked_at"], name="print_of_user")],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("code", models.UUIDField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("step", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=500)),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.user"),
                ),
                (
                    "office",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="core.office"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="template_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("code",),
                        name="one_version_in_use",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=30)),
                ("query", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="saved_filters",
                        to="core.user",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "name"), name="filter_name_once_a_user")
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE INDEX paper_issued ON matters_paper"
            " USING brin (issued_at) WITH (autosummarize = on);",
            "DROP INDEX paper_issued;",
        ),
    ]
