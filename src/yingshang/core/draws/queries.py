"""Reads of draws. All of it is public: what may not be known stands in no announcement."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from yingshang.core.draws.errors import DrawMissing
from yingshang.core.draws.models import Draw, DrawPart
from yingshang.core.draws.published import whole


@dataclass(frozen=True, slots=True)
class SealedAt:
    """An entry's place in the log, and when the first checkpoint over it was signed."""

    index: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """A draw with all that its page tells."""

    draw: Draw
    parts: list[DrawPart]
    outcome: dict[str, object] | None
    randomness: dict[str, object] | None
    seals: dict[UUID, SealedAt]


_SEALS = """SELECT p.entry_id, p.index, (
    SELECT min(c.at) FROM ledger_checkpoint c WHERE c.place = p.place AND c.size > p.index)
FROM ledger_placement p WHERE p.entry_id = ANY(%s)"""


def draws_of(place: str, *, state: str = "") -> QuerySet[Draw]:
    """A place's draws, the latest announcement first, without pools and outcomes."""
    rows = Draw.objects.filter(place=place).defer("announcement", "result", "summary")
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("office").order_by("-announced_at", "-id")


def record_of(draw_id: UUID) -> Record:
    """A draw as its page shows it, in three statements. Errors: `DrawMissing`."""
    found = Draw.objects.defer("announcement").select_related("office").filter(pk=draw_id)
    draw = found.first()
    if draw is None:
        raise DrawMissing
    parts = list(draw.parts.order_by("party"))
    result = json.loads(bytes(draw.result)) if draw.result is not None else {}
    entries = [one for one in (draw.announced_entry, draw.ended_entry) if one]
    return Record(draw, parts, result.get("outcome"), result.get("randomness"), seals_of(entries))


def seals_of(entry_ids: Iterable[UUID]) -> dict[UUID, SealedAt]:
    """Where entries stand in the log; those that wait for their place are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_SEALS, [list(entry_ids)])
        return {entry_id: SealedAt(index, at) for entry_id, index, at in cursor.fetchall()}


def announcement_of(draw_id: UUID) -> bytes:
    """The announcement as it was published. Errors: `DrawMissing`."""
    return bytes(_column(draw_id, "announcement")[0])


def published_of(draw_id: UUID) -> bytes:
    """The whole document, for anybody to check. Errors: `DrawMissing` before there is one."""
    announcement, result = _column(draw_id, "announcement", "result")
    if result is None:
        raise DrawMissing
    return whole(bytes(announcement), bytes(result))


def entry_of(draw_id: UUID, step: str) -> UUID:
    """The ledger's entry of the announcement (`announced`) or the end (`ended`)."""
    (entry,) = _column(draw_id, f"{step}_entry")
    if entry is None:
        raise DrawMissing
    return UUID(str(entry))


def _column(draw_id: UUID, *names: str) -> tuple[Any, ...]:
    row = Draw.objects.filter(pk=draw_id).values_list(*names).first()
    if row is None:
        raise DrawMissing
    return tuple(row)
