"""What stands in a cluster before the first migration: two roles, one database, their rights.

Every step may be repeated, so a start that was interrupted is simply completed by the next one.
Rights are set in `template1` too: databases that the owner creates, as tests do, have them.
"""

import psycopg
from psycopg import sql

from yingshang.config.postgres.passwords import Passwords, Role

DATABASE = "yingshang"
ATTRIBUTES = {
    Role.OWNER: sql.SQL("LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"),
    Role.APP: sql.SQL("LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"),
}
RIGHTS = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}",
    """ALTER DEFAULT PRIVILEGES FOR ROLE {owner}
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}""",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)
DATABASE_RIGHTS = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {app}",
)
NAMES = {
    "app": sql.Identifier(Role.APP),
    "owner": sql.Identifier(Role.OWNER),
    "database": sql.Identifier(DATABASE),
}
Connection = psycopg.Connection[tuple[object, ...]]


def settle(admin_url_of_template: str, passwords: Passwords) -> None:
    """Complete roles, rights and database; does nothing when all is there."""
    with psycopg.connect(admin_url_of_template, autocommit=True) as connection:
        if _exists(connection, "pg_database", "datname", DATABASE):
            return
        with connection.transaction():
            for role in (Role.OWNER, Role.APP):
                _ensure_role(connection, role, passwords[role])
            _run(connection, RIGHTS)
        _create_database(connection)


def _create_database(connection: Connection) -> None:
    """The database last, and renamed into place last of all: its presence says all is settled.

    The schema `public` belongs to `pg_database_owner`, that is to the database's owner.
    """
    making = sql.Identifier(f"{DATABASE}_new")
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(making))
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {}").format(making, sql.Identifier(Role.OWNER))
    )
    with connection.transaction():
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(making, NAMES["database"]))
        _run(connection, DATABASE_RIGHTS)


def _ensure_role(connection: Connection, role: Role, password: str) -> None:
    """Create the role or set its password, of which the server sees the verifier only."""
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    verb = "ALTER" if _exists(connection, "pg_roles", "rolname", role) else "CREATE"
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL(verb), sql.Identifier(role), ATTRIBUTES[role], sql.Literal(verifier)
        )
    )


def _exists(connection: Connection, table: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(sql.SQL(statement).format(**NAMES))
