"""Rows go into tables by COPY: the cheapest way that PostgreSQL has, for one row or 50,000."""

from collections.abc import Iterable, Sequence

import orjson
from django.db import connection
from psycopg import sql


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Append the rows to `table`, in the caller's transaction; one SQL statement.

    *Shapes*: a row has a value a column; ids and moments may be text already.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        write = copy.write_row
        for row in rows:
            write(row)


def json_text(value: object) -> str:
    """JSON for a jsonb column or a batch parameter; UUIDs and moments become their text."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
