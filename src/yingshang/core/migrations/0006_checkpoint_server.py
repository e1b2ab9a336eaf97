"""Which database server signed a checkpoint: transaction numbers of another one say nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0005_draws")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE ledger_checkpoint ADD COLUMN server bigint;",
            "ALTER TABLE ledger_checkpoint DROP COLUMN server;",
        ),
    ]
