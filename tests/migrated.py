"""The migrated database that all others are copied from, kept on the tests' own server.

Migrating takes some ten seconds of a core; a copy of what was migrated takes half of one. What is
kept is named after everything that it was made from: our migrations, the locked packages, and the
day (partitions are made by month). `migrate` runs on each copy all the same, and has nothing to do.
"""

import hashlib
import os
from contextlib import suppress
from datetime import UTC, datetime

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from tests.server import CHECKOUT, drop, point_at, recreate

ONE_AT_A_TIME = 7_302_001  # an advisory lock, free in the tests' server
PREFIX, UNFINISHED = "migrated_", "migrating"


def ensure_migrated() -> str:
    """The name of a migrated database, made now unless this or another process has made it."""
    if "TESTS_HAVE_OWN_SERVER" not in os.environ:
        return "template1"  # nothing is left behind on somebody else's server
    name = PREFIX + _digest()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        known = {row[0] for row in owner.execute("SELECT datname FROM pg_database")}
        if name not in known:
            _make(name, owner)
            for old in (one for one in known if one.startswith(PREFIX)):
                with suppress(psycopg.Error):  # it is being copied: the next run drops it
                    drop(old)
    return name


def migrate(name: str) -> None:
    """Migrate the database, to which the connections lead from then on."""
    point_at(name)
    call_command("migrate", database="owner", verbosity=0)
    for alias in ("default", "owner"):
        connections[alias].close()


def _make(name: str, owner: psycopg.Connection) -> None:
    """Renamed when it is whole, so that a run that is killed leaves no half of it."""
    recreate(UNFINISHED)
    migrate(UNFINISHED)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    owner.execute(rename.format(sql.Identifier(UNFINISHED), sql.Identifier(name)))


def _digest() -> str:
    """Of all that the database is made from."""
    digest = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d}".encode())
    files = sorted((CHECKOUT / "src").glob("yingshang/**/migrations/*.py"))
    for path in (CHECKOUT / "requirements-dev.lock", *files):
        digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]
