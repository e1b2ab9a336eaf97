"""The database server of the tests, and fresh databases on it."""

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from yingshang.config.postgres import Cluster
from yingshang.config.postgres.postmaster import process_lives

MOST_TRIES = 600
OURS = re.compile(r"test_[a-z_]+?_(?:gw\d+_)?(\d+)")  # ends with the process that made it
CHECKOUT = Path(__file__).resolve().parents[1]


def ensure_server() -> None:
    """Start the tests' own cluster unless the environment names a server."""
    if "DATABASE_OWNER_URL" in os.environ:
        return
    binaries = os.environ.get("YINGSHANG_POSTGRES", "embedded")
    cluster = Cluster.for_checkout(
        CHECKOUT / "var" / f"tests-{binaries}", binaries=binaries, durable=False
    )
    cluster.start()
    os.environ["TESTS_HAVE_OWN_SERVER"] = "yes"
    os.environ["DATABASE_URL"] = cluster.url("app")
    os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def point_at(name: str) -> None:
    """Let Django's connections lead to this database of the server."""
    from django.conf import settings
    from django.db import connections

    from yingshang.config.settings import _database

    for alias, variable in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL")):
        connections[alias].close()
        settings.DATABASES[alias].update(_database(with_database(os.environ[variable], name)))
        connections[alias].settings_dict.update(settings.DATABASES[alias])


def drop_leftovers() -> None:
    """Drop what runs that were killed have left; other runs of now keep theirs."""
    if "TESTS_HAVE_OWN_SERVER" not in os.environ:
        return  # on a server of many machines a process number says nothing
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        rows = owner.execute("SELECT datname FROM pg_database").fetchall()
    for (name,) in rows:
        made_by = OURS.fullmatch(name)
        if made_by and not process_lives(int(made_by[1])):
            with suppress(psycopg.Error):  # another process may be dropping it too
                drop(name)


def recreate(name: str, *, template: str = "template1") -> None:
    """Drop the database if it is there, and make it anew from the template."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        drop(name)
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop(name: str, *, server: str | None = None) -> None:
    """Drop the database and whoever is still connected; an autovacuum worker is waited for."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(server or os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for _ in range(MOST_TRIES):
            try:
                owner.execute(statement)
            except InsufficientPrivilege:
                _end_connections(name)
                time.sleep(0.1)
            else:
                return
        owner.execute(statement)


def _end_connections(name: str) -> None:
    """End what the application's role still has open there: another role may not do it."""
    with suppress(psycopg.Error), psycopg.connect(os.environ["DATABASE_URL"]) as application:
        application.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            [name],
        )
