"""Rows go into tables by COPY, the cheapest way that PostgreSQL has; a few by one prepared INSERT.

One row by COPY takes three messages to and fro; a step of a page writes a row or two into each of
six tables, and puts those of one moment into one statement.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

import orjson
from django.db import connection
from psycopg import sql

from yingshang.core.statements import run, send_waiting

FEW = 6
"""So many rows of a table are inserted by one prepared statement, with those of other tables."""

TOGETHER = 500
"""So many lines are handed to the driver at once."""

Row = Sequence[object]


class Rows(NamedTuple):
    """Rows for one table.

    *Shapes*: a row has a value a column; ids and moments may be text already.
    """

    table: str
    columns: Sequence[str]
    rows: Iterable[Row]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Append the rows to `table`, in the caller's transaction; one SQL statement."""
    append(Rows(table, columns, rows))


def append(*parts: Rows) -> None:
    """Append rows to several tables, in the caller's transaction.

    One SQL statement when each has few, a COPY for each otherwise: batches cost the same as ever.
    """
    begun = [(part, iter(part.rows)) for part in parts]
    heads = [list(islice(rest, FEW + 1)) for _, rest in begun]
    if all(len(head) <= FEW for head in heads):
        _insert(parts, heads)
        return
    for (part, rest), head in zip(begun, heads, strict=True):
        _copy(part.table, part.columns, chain(head, rest))


def copy_block(table: str, columns: Sequence[str], block: bytes) -> None:
    """Append rows that stand in a block of PostgreSQL's binary COPY format; one SQL statement."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        sql.Identifier(table), _listed(columns)
    )
    send_waiting()
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(block)


def _copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _listed(columns))
    send_waiting()
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        lines: list[str] = []
        for row in rows:
            line = _line(row)
            if line is not None:
                lines.append(line)
            if line is None or len(lines) == TOGETHER:
                copy.write("".join(lines))
                lines.clear()
            if line is None:
                copy.write_row(row)
        copy.write("".join(lines))


def _line(row: Row) -> str | None:
    """A row as a line of COPY's text format; None where the driver must see to types or escapes.

    *Source*: PostgreSQL manual, COPY, text format.
    """
    try:
        line = "\t".join([v if v.__class__ is str else _PLAIN[v.__class__](v) for v in row])
    except KeyError:
        return None
    if line.count("\\") != row.count(None) or line.count("\t") != len(row) - 1:
        return None
    return None if "\n" in line or "\r" in line else line + "\n"


_PLAIN: Mapping[type, Callable[[object], str]] = {
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _: "\\N",
}
"""Types whose text is the same for Python and PostgreSQL, or nearly."""


def _insert(parts: Sequence[Rows], rows: Sequence[Sequence[Row]]) -> None:
    filled = [(part, few) for part, few in zip(parts, rows, strict=True) if few]
    if filled:
        shape = tuple((part.table, tuple(part.columns), len(few)) for part, few in filled)
        run(_inserting(shape), [value for _, few in filled for row in few for value in row])


@lru_cache(maxsize=512)
def _inserting(shape: tuple[tuple[str, tuple[str, ...], int], ...]) -> str:
    """The INSERT of so many rows into each of these tables."""
    inserts = [
        sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
            sql.Identifier(table),
            _listed(columns),
            sql.SQL(", ").join([_places(len(columns))] * count),
        )
        for table, columns, count in shape
    ]
    *before, last = inserts
    named = [sql.SQL("{} AS ({})").format(sql.Identifier(f"w{n}"), i) for n, i in enumerate(before)]
    heading = sql.SQL("WITH {} ").format(sql.SQL(", ").join(named)) if named else sql.SQL("")
    return (heading + last).as_string()


def _listed(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _places(count: int) -> sql.Composed:
    return sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * count))


def json_text(value: object) -> str:
    """JSON for a jsonb column or a batch parameter; UUIDs and moments become their text."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
