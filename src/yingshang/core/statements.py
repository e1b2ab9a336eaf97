"""Statements that run all day: the server parses and plans each once a connection.

Planning the judge of a step takes ten times as long as running it, and Django's own cursors, which
write their parameters into the text, plan every time. What runs here keeps its text the same and
sends its parameters apart. Statements whose best plan depends on their parameters (searches,
filtered lists) do not belong here, nor do those whose text differs from call to call.

A message to the server and back costs more than what most of these statements do. While
`gathering`, those that answer nothing wait for the next that does, and go with it in one message;
whatever else talks to the server (the ORM, COPY, a savepoint) sends them first. Nothing waits
beyond its transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from threading import local
from time import monotonic
from typing import Any, ClassVar, cast
from uuid import UUID

import orjson
import psycopg
from django.db import connection
from psycopg.abc import Buffer
from psycopg.pq import TransactionStatus
from psycopg.types.datetime import TimestamptzLoader
from typing_extensions import override

Parameters = Sequence[object] | Mapping[str, object]
Cursor = psycopg.Cursor[tuple[Any, ...]]
Raw = psycopg.Connection[tuple[Any, ...]]

MOST = 400
"""Statements that a connection keeps prepared."""


class _Waiting(local):
    """What this thread has gathered; None while it gathers nothing."""

    statements: list[tuple[str, Parameters]] | None = None


_waiting = _Waiting()


def fetch(statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """The rows that the statement answers, in the caller's transaction. One SQL statement."""
    (*_, cursor) = _send([*_taken(), (statement, parameters)])
    with connection.wrap_database_errors:
        return cursor.fetchall()


def run(statement: str, parameters: Parameters = ()) -> None:
    """Run a statement that answers nothing, now or with the next one. One SQL statement."""
    if _waiting.statements is None:
        _send([(statement, parameters)])
    else:
        _waiting.statements.append((statement, parameters))


@contextmanager
def gathering() -> Iterator[None]:
    """Let statements that answer nothing wait for the next that does; stands inside `atomic()`.

    What still waits at the end is sent; after an error it is not, since the transaction or its
    savepoint is rolled back.
    """
    if _waiting.statements is not None:
        yield
        return
    _waiting.statements = []
    try:
        with connection.execute_wrapper(_sending_first):
            yield
            send_waiting()
    finally:
        _waiting.statements = None


def send_waiting() -> None:
    """Send what waits; to be called before anything that neither `fetch` nor Django sends."""
    if waiting := _taken():
        _send(waiting)


def _sending_first(execute: Callable[..., object], *args: object) -> object:
    send_waiting()
    return execute(*args)


def _taken() -> list[tuple[str, Parameters]]:
    taken = _waiting.statements
    if not taken:
        return []
    _waiting.statements = []
    return taken


def _send(statements: Sequence[tuple[str, Parameters]]) -> list[Cursor]:
    """Several statements, or the first of a transaction, in one message."""
    connection.validate_no_broken_transaction()
    raw = _raw()
    with connection.wrap_database_errors:
        if len(statements) == 1 and not _begins(raw):
            return [_execute(raw, *statements[0])]
        with raw.pipeline():
            return [_execute(raw, *each) for each in statements]


def _begins(raw: Raw) -> bool:
    """Whether a BEGIN goes before the next statement."""
    return not raw.autocommit and raw.pgconn.transaction_status == TransactionStatus.IDLE


def _execute(raw: Raw, statement: str, parameters: Parameters) -> Cursor:
    cursor = psycopg.Cursor(raw)
    begun = monotonic()
    try:
        return cursor.execute(statement, parameters, prepare=True)
    finally:
        if connection.queries_logged:
            spent = f"{monotonic() - begun:.3f}"
            connection.queries_log.append({"sql": statement, "time": spent})


def _raw() -> Raw:
    connection.ensure_connection()
    raw = cast("Raw", connection.connection)
    if raw.prepare_threshold is None:  # Django's own statements stay unprepared
        raw.prepare_threshold, raw.prepared_max = MOST, MOST
        raw.adapters.register_loader("timestamptz", MomentLoader)
    return raw


class MomentLoader(TimestamptzLoader):
    """Moments as Django reads them, at a third of the time: sessions of ours are in UTC."""

    timezone: ClassVar[tzinfo] = UTC
    """Django looks here whether the loader is of its own time zone."""

    @override
    def load(self, data: Buffer) -> datetime:
        """The moment. What Python's calendar does not reach is the driver's to refuse."""
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)


def uuids(ids: Iterable[UUID]) -> str:
    """Ids as one parameter for `%s::uuid[]`; a list of thousands is slow to adapt one by one."""
    return f"{{{orjson.dumps(list(ids)).decode()[1:-1]}}}"
