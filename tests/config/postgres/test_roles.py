"""What each role may do: the owner owns, the application only uses."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tests.config.postgres.support import Connect
from yingshang.config.postgres import Cluster


def test_the_application_uses_the_owners_tables_but_makes_and_empties_none(
    running: Cluster, connect: Connect
) -> None:
    connect(running, "owner").execute(
        "CREATE TABLE matters (id integer GENERATED ALWAYS AS IDENTITY, name text)"
    )
    app = connect(running, "app")
    app.execute("INSERT INTO matters (name) VALUES ('企业开办'), ('开办餐饮店')")
    app.execute("UPDATE matters SET name = '员工录用' WHERE id = 2")
    app.execute("DELETE FROM matters WHERE id = 1")
    assert app.execute("SELECT id, name FROM matters").fetchall() == [(2, "员工录用")]
    for forbidden in (
        "CREATE TABLE own (id integer)",
        "CREATE SCHEMA own",
        "TRUNCATE matters",
        "DROP TABLE matters",
        "ALTER TABLE matters ADD COLUMN more text",
        "CREATE DATABASE own",
        "CREATE ROLE own",
    ):
        with pytest.raises(InsufficientPrivilege):
            app.execute(forbidden)


def test_a_database_that_the_owner_makes_has_the_same_rights(
    running: Cluster, connect: Connect
) -> None:
    connect(running, "owner").execute("CREATE DATABASE test_yingshang")
    with psycopg.connect(running.url("owner", "test_yingshang")) as owner:
        owner.execute("CREATE TABLE matters (id integer)")
    with psycopg.connect(running.url("app", "test_yingshang")) as app:
        app.execute("INSERT INTO matters VALUES (1)")
        with pytest.raises(InsufficientPrivilege):
            app.execute("CREATE TABLE own (id integer)")


def test_only_the_admin_is_a_superuser(running: Cluster, connect: Connect) -> None:
    rows = connect(running, "admin").execute(
        "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolcanlogin ORDER BY rolname"
    )
    assert rows.fetchall() == [
        ("yingshang_admin", True, True),
        ("yingshang_app", False, False),
        ("yingshang_owner", False, True),
    ]


def test_the_owner_adds_the_extensions_that_search_and_exclusion_need(
    running: Cluster, connect: Connect
) -> None:
    owner = connect(running, "owner")
    owner.execute("CREATE EXTENSION pg_trgm")
    owner.execute("CREATE EXTENSION btree_gist")
    row = owner.execute("SELECT similarity('营商环境', '营商环境'), lower('Ä')").fetchone()
    assert row == (1.0, "ä")


def test_a_wrong_password_is_refused(running: Cluster) -> None:
    url = running.url("app").replace("yingshang_app:", "yingshang_app:x")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)
