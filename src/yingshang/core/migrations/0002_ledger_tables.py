"""The ledger: two tables partitioned by month that the database itself keeps append-only."""

from django.db import migrations

TABLES = """
CREATE TABLE ledger_entry (
    id uuid NOT NULL,
    place char(6) NOT NULL,
    epoch smallint NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid NOT NULL,
    on_behalf_of uuid,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    action text NOT NULL,
    commitment_hash bytea NOT NULL CHECK (length(commitment_hash) = 32),
    PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX ledger_entry_subject ON ledger_entry (subject_id, id);

CREATE TABLE ledger_content (
    entry_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    salt bytea CHECK (length(salt) = 32),
    body bytea,
    erased_by uuid,
    PRIMARY KEY (entry_id, recorded_at),
    CHECK ((salt IS NULL) = (body IS NULL)),
    CHECK ((body IS NULL) = (erased_by IS NOT NULL))
) PARTITION BY RANGE (recorded_at);
"""

GUARDS = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_only_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.body IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL
       AND NEW.erased_by IS NOT NULL
       AND NEW.entry_id = OLD.entry_id AND NEW.recorded_at = OLD.recorded_at
       AND EXISTS (SELECT 1 FROM ledger_entry e
                   WHERE e.id = NEW.erased_by AND e.action = 'ledger.erase'
                     AND e.subject_id = OLD.entry_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'only a recorded erasure may change ledger content'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER entry_is_final BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER entry_stays BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER content_only_erased BEFORE UPDATE ON ledger_content
    FOR EACH ROW EXECUTE FUNCTION ledger_only_erasure();
CREATE TRIGGER content_stays_row BEFORE DELETE ON ledger_content
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER content_stays BEFORE TRUNCATE ON ledger_content
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""

# Everyone but the owner keeps SELECT and INSERT (and, on content, the UPDATE that only erases).
PARTITIONS = """
CREATE FUNCTION ledger_restrict(target regclass, keep_update boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE grantee name; verbs text;
BEGIN
    verbs := CASE WHEN keep_update THEN 'DELETE, TRUNCATE' ELSE 'UPDATE, DELETE, TRUNCATE' END;
    FOR grantee IN
        SELECT DISTINCT r.rolname FROM pg_class c, aclexplode(c.relacl) a
        JOIN pg_roles r ON r.oid = a.grantee
        WHERE c.oid = target AND a.grantee <> c.relowner
    LOOP
        EXECUTE format('REVOKE %s ON %s FROM %I', verbs, target, grantee);
    END LOOP;
END $$;

CREATE FUNCTION ledger_ensure_partitions(months_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date; made integer := 0; parent text; part text; n integer;
BEGIN
    PERFORM pg_advisory_xact_lock(7248901);
    FOR n IN 0..least(months_ahead, 24) LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n))::date;
        FOREACH parent IN ARRAY ARRAY['ledger_entry', 'ledger_content'] LOOP
            part := parent || '_' || to_char(first, 'YYYYMM');
            IF to_regclass(part) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                    part, parent, first::text || ' 00:00+00',
                    (first + interval '1 month')::date::text || ' 00:00+00');
                EXECUTE format(
                    'CREATE TRIGGER stays BEFORE TRUNCATE ON %I '
                    'FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()', part);
                PERFORM ledger_restrict(part::regclass, parent = 'ledger_content');
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

SELECT ledger_restrict('ledger_entry'::regclass, false);
SELECT ledger_restrict('ledger_content'::regclass, true);
SELECT ledger_ensure_partitions(3);
"""

UNDO = """
DROP TABLE ledger_entry, ledger_content;
DROP FUNCTION ledger_refuse, ledger_only_erasure, ledger_restrict, ledger_ensure_partitions;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(TABLES, "SELECT 1"),
        migrations.RunSQL(GUARDS, "SELECT 1"),
        migrations.RunSQL(PARTITIONS, UNDO),
    ]
