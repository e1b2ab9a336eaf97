"""Pages of the tables that change most keep room, so that an update stays on its page (HOT)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0002_ledger_tables")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE core_case SET (fillfactor = 70);"
            " ALTER TABLE core_commitment SET (fillfactor = 80);",
            "ALTER TABLE core_case RESET (fillfactor); ALTER TABLE core_commitment RESET (fillfactor);",
        )
    ]
