"""Postings and reservations as the database holds them: read by key, written by COPY.

Rows are written in the order of their keys, so that two batches with the same keys wait for each
other one way only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import IntegrityError, connection

from yingshang.core.accounts.errors import KeyReused
from yingshang.core.statements import send_waiting, uuids


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One row of core_posting."""

    id: UUID
    key: str
    source_id: UUID
    target_id: UUID
    amount: int
    reservation_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """One row of core_reservation, with what was settled of it."""

    id: UUID
    key: str
    source_id: UUID
    target_id: UUID
    amount: int
    state: str
    reserved_at: datetime
    expires_at: datetime | None
    settled: int = 0


def postings_by_key(keys: Sequence[str]) -> dict[str, PostingRow]:
    """Those that exist."""
    rows = _fetch(
        "SELECT id, key, source_id, target_id, amount, reservation_id, at"
        " FROM core_posting WHERE key = ANY(%s)",
        list(keys),
    )
    return {str(row[1]): PostingRow(*row) for row in rows}  # type: ignore[arg-type]  # a database row


def reservations_by_key(keys: Sequence[str]) -> dict[str, ReservationRow]:
    """Those that exist."""
    rows = _fetch(
        "SELECT r.id, r.key, r.source_id, r.target_id, r.amount, r.state, r.reserved_at,"
        " r.expires_at, coalesce(p.amount, 0) FROM core_reservation r"
        " LEFT JOIN core_posting p ON p.reservation_id = r.id WHERE r.key = ANY(%s)",
        list(keys),
    )
    return {str(row[1]): ReservationRow(*row) for row in rows}  # type: ignore[arg-type]  # a database row


def write_postings(postings: Iterable[PostingRow]) -> None:
    """Errors: `KeyReused` when a key was taken by another account's posting just now."""
    _copy(
        "COPY core_posting (id, key, source_id, target_id, amount, reservation_id, at) FROM STDIN",
        [
            (p.key, (p.id, p.key, p.source_id, p.target_id, p.amount, p.reservation_id, p.at))
            for p in sorted(postings, key=attrgetter("key"))
        ],
    )


def write_reservations(reservations: Iterable[ReservationRow]) -> None:
    """Errors: `KeyReused` when a key was taken by another account's reservation just now."""
    _copy(
        "COPY core_reservation (id, key, source_id, target_id, amount, state, reserved_at,"
        " expires_at) FROM STDIN",
        [
            (r.key, (r.id, r.key, r.source_id, r.target_id, r.amount, r.state, r.reserved_at,
                     r.expires_at))
            for r in sorted(reservations, key=attrgetter("key"))
        ],
    )  # fmt: skip


def end_reservations(ends: Sequence[tuple[UUID, str, datetime]]) -> None:
    """Set state and time of reservations whose source the transaction has locked."""
    if not ends:
        return
    ids, states, moments = zip(*ends, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_reservation r SET state = e.state, ended_at = e.at"
            " FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[]) AS e(id, state, at)"
            " WHERE r.id = e.id",
            [uuids(ids), list(states), list(moments)],
        )


def _fetch(statement: str, keys: list[str]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys])
        found: list[tuple[object, ...]] = cursor.fetchall()
    return found


def _copy(statement: str, rows: Sequence[tuple[str, tuple[object, ...]]]) -> None:
    if not rows:
        return
    try:
        # What fails when the COPY ends reaches Django's names of errors only by this wrapper.
        wrapped = connection.wrap_database_errors
        send_waiting()
        with connection.cursor() as cursor, wrapped, cursor.copy(statement) as copy:
            for _, row in rows:
                copy.write_row(row)
    except IntegrityError as error:
        if "(key)=(" in str(error):
            raise KeyReused(key=_taken(str(error), [key for key, _ in rows])) from error
        raise


def _taken(message: str, keys: Sequence[str]) -> str:
    return next((key for key in keys if f"(key)=({key})" in message), keys[0])
