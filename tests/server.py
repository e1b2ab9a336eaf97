"""The database server of the tests, and fresh databases on it."""

import os
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from yingshang.config.postgres import Cluster

MOST_TRIES = 100
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
    os.environ["DATABASE_URL"] = cluster.url("app")
    os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


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
                time.sleep(0.1)
            else:
                return
        owner.execute(statement)
