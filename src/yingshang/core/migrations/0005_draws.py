"""Draws on record. The database itself keeps what was announced, and lets a draw end only once."""

import django.db.models.deletion
import django.db.models.functions.datetime
import yingshang.core.ids
from django.db import migrations, models

GUARDS = """
ALTER TABLE core_draw
    ADD CONSTRAINT draw_hash_is_sha256 CHECK (length(announcement_hash) = 32);
ALTER TABLE core_drawpart
    ADD CONSTRAINT draw_commit_is_sha256 CHECK (length("commit") = 32);

CREATE FUNCTION draw_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'announced' THEN
        RAISE EXCEPTION 'a draw begins with its announcement'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.recorded_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE FUNCTION draw_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before core_draw;
BEGIN
    IF OLD.state = 'announced' AND NEW.state IN ('drawn', 'void') THEN
        before := NEW;
        before.state := OLD.state;
        before.ended_at := OLD.ended_at;
        before.ended_entry := OLD.ended_entry;
        before.result := OLD.result;
        before.void_zh := OLD.void_zh;
        before.void_en := OLD.void_en;
        IF before IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an announced draw is final but for its one end'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION draw_part_only_revealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before core_drawpart;
BEGIN
    IF OLD.secret IS NULL AND NEW.secret IS NOT NULL THEN
        before := NEW;
        before.secret := OLD.secret;
        before.revealed_at := OLD.revealed_at;
        IF before IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a commitment is final but for its one reveal'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION draw_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'draws stay on record: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER draw_begins BEFORE INSERT ON core_draw
    FOR EACH ROW EXECUTE FUNCTION draw_begins();
CREATE TRIGGER draw_only_ends BEFORE UPDATE ON core_draw
    FOR EACH ROW EXECUTE FUNCTION draw_only_ends();
CREATE TRIGGER draw_stays BEFORE DELETE OR TRUNCATE ON core_draw
    FOR EACH STATEMENT EXECUTE FUNCTION draw_refuse();
CREATE TRIGGER part_only_revealed BEFORE UPDATE ON core_drawpart
    FOR EACH ROW EXECUTE FUNCTION draw_part_only_revealed();
CREATE TRIGGER part_stays BEFORE DELETE OR TRUNCATE ON core_drawpart
    FOR EACH STATEMENT EXECUTE FUNCTION draw_refuse();
"""

# The tables and their constraints are dropped with the models.
UNDO = """
DROP TRIGGER draw_begins ON core_draw;
DROP TRIGGER draw_only_ends ON core_draw;
DROP TRIGGER draw_stays ON core_draw;
DROP TRIGGER part_only_revealed ON core_drawpart;
DROP TRIGGER part_stays ON core_drawpart;
DROP FUNCTION draw_begins, draw_only_ends, draw_part_only_revealed, draw_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_ledger_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
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
                ("code", models.CharField(max_length=100)),
                ("purpose_zh", models.TextField()),
                ("purpose_en", models.TextField()),
                ("source", models.CharField(max_length=20)),
                ("is_simulated", models.BooleanField(default=False)),
                ("announced_at", models.DateTimeField()),
                ("chance_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("announcement", models.BinaryField()),
                ("announcement_hash", models.BinaryField(max_length=32)),
                ("announced_entry", models.UUIDField()),
                ("summary", models.JSONField()),
                ("pool", models.PositiveIntegerField()),
                ("wanted", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("announced", "已公告"), ("drawn", "已抽取"), ("void", "已作废")],
                        default="announced",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_entry", models.UUIDField(null=True)),
                ("result", models.BinaryField(null=True)),
                ("void_zh", models.TextField(blank=True)),
                ("void_en", models.TextField(blank=True)),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="core.office",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DrawPart",
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
                ("party", models.CharField(max_length=100)),
                ("commit", models.BinaryField(max_length=32)),
                ("committed_at", models.DateTimeField()),
                ("secret", models.BinaryField(max_length=1024, null=True)),
                ("revealed_at", models.DateTimeField(null=True)),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="core.draw",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="draw",
            index=models.Index(fields=["place", "-announced_at", "-id"], name="draw_latest"),
        ),
        migrations.AddIndex(
            model_name="draw",
            index=models.Index(
                condition=models.Q(("state", "announced")), fields=["closes_at"], name="draw_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(fields=("place", "code"), name="one_draw_a_code"),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_simulated", True),
                    ("recorded_at__lt", models.F("chance_at")),
                    _connector="OR",
                ),
                name="draw_announced_before_its_chance",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None),
                        ("ended_entry", None),
                        ("result", None),
                        ("state", "announced"),
                        ("void_zh", ""),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_entry__isnull", False),
                        ("result__isnull", False),
                        ("state", "drawn"),
                        ("void_zh", ""),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_entry__isnull", False),
                        ("state", "void"),
                        models.Q(("void_zh", ""), _negated=True),
                        models.Q(("void_en", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="draw_ends_once_and_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="drawpart",
            constraint=models.UniqueConstraint(fields=("draw", "party"), name="one_part_a_party"),
        ),
        migrations.AddConstraint(
            model_name="drawpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revealed_at", None), ("secret", None)),
                    models.Q(("revealed_at__isnull", False), ("secret__isnull", False)),
                    _connector="OR",
                ),
                name="draw_secret_with_its_time",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
