"""Matters handled across regions: a place's file, the responsibility log, questions to others."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

import yingshang.core.ids


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("matters", "0004_permits_told"),
        ("core", "0009_exchange_places"),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="CrossFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yingshang.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("dossier", models.UUIDField()),
                (
                    "role",
                    models.CharField(
                        choices=[("receiver", "收件地"), ("home", "业务属地")], max_length=10
                    ),
                ),
                ("mode", models.CharField(max_length=20)),
                ("peer", models.CharField(max_length=6)),
                ("peer_office", models.JSONField(default=dict)),
                ("peer_number", models.CharField(blank=True, max_length=40)),
                ("fields", models.JSONField(default=dict)),
                ("materials", models.JSONField(default=list)),
                ("checks", models.JSONField(default=dict)),
                ("told", models.JSONField(default=dict)),
                ("handed_in_at", models.DateTimeField()),
                ("home_received_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("their_version", models.PositiveIntegerField(default=0)),
                ("told_version", models.PositiveIntegerField(default=0)),
                ("rounds", models.PositiveSmallIntegerField(default=0)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cross_file",
                        to="core.case",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yingshang.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("place", models.CharField(max_length=6)),
                ("holder", models.CharField(max_length=6)),
                ("office", models.JSONField(default=dict)),
                ("act", models.CharField(max_length=30)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="matters.crossfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yingshang.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("inquiry", models.UUIDField()),
                ("question", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.case",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="matters.crossfile",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="crossfile",
            index=models.Index(fields=["place", "handed_in_at"], name="cross_file_of_place"),
        ),
        migrations.AddConstraint(
            model_name="crossfile",
            constraint=models.UniqueConstraint(
                fields=("place", "dossier", "role"), name="one_file_a_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(fields=("file", "key"), name="handed_over_once"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)),
                fields=["file"],
                name="inquiry_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("file", "inquiry"), name="asked_once"),
        ),
    ]
