"""The database server of the tests, and fresh databases on it."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from yingshang.config.postgres import Cluster

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


def drop(name: str) -> None:
    """Drop the database and whoever is still connected to it."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )
