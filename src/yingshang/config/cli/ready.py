"""What every command that works on the database needs first: a server, and Django set up."""

import os

from yingshang.config.environment import read
from yingshang.config.postgres import Cluster


def ensure_database() -> bool:
    """Point this process at a server: the one in `DATABASE_URL`, else the embedded one.

    Answers whether the embedded one was started just now.
    """
    environment = read()
    if environment.database_url is not None:
        os.environ.setdefault("DATABASE_URL", environment.database_url.get_secret_value())
        return False
    cluster = Cluster.locate(environment)
    running = cluster.start()
    os.environ["DATABASE_URL"] = cluster.url("app")
    os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")
    return running.started_here


def set_up_django() -> None:
    """Load Django with the platform's settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingshang.config.settings")
    django.setup()


def ready() -> None:
    """A server that answers, and Django on it."""
    ensure_database()
    set_up_django()


# A restored dump grants anew by default privileges; the ledger takes them back at every start.
_RESTRICT = """
SELECT ledger_restrict(t.oid::regclass, t.relname LIKE 'ledger_content%%')
FROM pg_class t
WHERE t.relkind IN ('r', 'p') AND t.relname ~ '^ledger_(entry|content|placement|checkpoint)'
  AND pg_get_userbyid(t.relowner) = current_user"""


def migrate() -> None:
    """Bring the schema up to date as its owner, with partitions for the months to come."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT ledger_ensure_partitions(3)")
        cursor.execute(_RESTRICT)
    connections["owner"].close()
