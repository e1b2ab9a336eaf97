"""The ledger's log: which entry stands at which place of it, and the checkpoints that were signed."""

from django.db import migrations, models

ORDER = "CREATE INDEX ledger_entry_order ON ledger_entry (place, epoch, xid, id);"

TABLES = """
CREATE TABLE ledger_placement (
    place char(6) NOT NULL,
    index bigint NOT NULL CHECK (index >= 0),
    entry_id uuid,
    recorded_at timestamptz,
    lost_hash bytea CHECK (length(lost_hash) = 32),
    PRIMARY KEY (place, index),
    CHECK ((entry_id IS NULL) = (recorded_at IS NULL)),
    CHECK ((entry_id IS NULL) = (lost_hash IS NOT NULL))
);
CREATE UNIQUE INDEX ledger_placed_once ON ledger_placement (entry_id);

CREATE TABLE ledger_checkpoint (
    place char(6) NOT NULL,
    epoch smallint NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    last_epoch smallint NOT NULL,
    last_xid xid8 NOT NULL,
    last_id uuid NOT NULL,
    frontier bytea NOT NULL,
    note text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (place, epoch, size)
);

CREATE TRIGGER placement_is_final BEFORE UPDATE OR DELETE ON ledger_placement
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER placement_stays BEFORE TRUNCATE ON ledger_placement
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER checkpoint_is_final BEFORE UPDATE OR DELETE ON ledger_checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER checkpoint_stays BEFORE TRUNCATE ON ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

SELECT ledger_restrict('ledger_placement'::regclass, false);
SELECT ledger_restrict('ledger_checkpoint'::regclass, false);
"""

UNDO = "DROP TABLE ledger_placement, ledger_checkpoint;"


class Migration(migrations.Migration):
    dependencies = [("core", "0003_room_for_updates")]

    operations = [
        migrations.RunSQL(ORDER, "DROP INDEX ledger_entry_order;"),
        migrations.RunSQL(TABLES, UNDO),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("entry_id", models.UUIDField(primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=6)),
                ("index", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(null=True)),
                ("lost_hash", models.BinaryField(max_length=32, null=True)),
            ],
            options={"db_table": "ledger_placement", "managed": False},
        ),
        migrations.CreateModel(
            name="SignedCheckpoint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "place", "epoch", "size", blank=True, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.CharField(max_length=6)),
                ("epoch", models.SmallIntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_checkpoint", "managed": False},
        ),
    ]
