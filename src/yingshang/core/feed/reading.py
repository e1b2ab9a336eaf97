"""A page of the feed: the entries behind a position, as far as they are in scope."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yingshang.core.feed.scope import Scope
from yingshang.core.ledger.canonical import encode, instant
from yingshang.core.ledger.sealing.heads import head_of

VERSION = 1
MOST_ITEMS = 1000
MOST_SCANNED = 5000
"""Positions that one page looks through at most, so that a narrow scope cannot make it slow."""

_PAGE = """
WITH part AS MATERIALIZED (
    SELECT index, entry_id, recorded_at, lost_hash FROM ledger_placement
    WHERE place = %(place)s AND index >= %(after)s AND index < %(end)s
    ORDER BY index
)
SELECT p.index, e.id, e.at, e.recorded_at, e.subject_kind, e.subject_id, e.action,
       coalesce(e.commitment_hash, p.lost_hash), c.number, o.code, i.code, k.body
FROM part p
LEFT JOIN ledger_entry e ON e.id = p.entry_id AND e.recorded_at = p.recorded_at
LEFT JOIN core_case c ON c.id = e.subject_id
LEFT JOIN core_office o ON o.id = c.office_id
LEFT JOIN core_item i ON i.id = c.item_id
LEFT JOIN ledger_content k ON %(with_content)s AND k.entry_id = e.id
    AND k.recorded_at = e.recorded_at
WHERE p.lost_hash IS NOT NULL
   OR ((%(kinds)s::text[] = '{}' OR e.subject_kind = ANY (%(kinds)s::text[]))
       AND (%(offices)s::uuid[] = '{}' OR c.office_id = ANY (%(offices)s::uuid[])))
ORDER BY p.index LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What is behind `after`, in order; `next` is where to go on, `head` how long the log is."""

    place: str
    after: int
    next: int
    head: int
    items: tuple[Mapping[str, object], ...]

    @property
    def is_end(self) -> bool:
        """Whether nothing more is sealed."""
        return self.next >= self.head

    def text(self) -> bytes:
        """The canonical bytes: these are sent, and these are signed."""
        return encode(
            {
                "type": "yingshang.feed",
                "v": VERSION,
                "place": self.place,
                "after": self.after,
                "next": self.next,
                "head": self.head,
                "items": [dict(item) for item in self.items],
            }
        )


def page_behind(after: int, scope: Scope, *, limit: int = MOST_ITEMS) -> Page:
    """The page behind position `after` (0 is the beginning): two SQL statements.

    Every position up to `next` was looked at; what is out of scope is passed over. A position
    whose entry was lost in a restore comes as `lost`, to every scope, since nobody can say whose
    it was.
    """
    head = head_of(scope.place).size
    after = min(max(after, 0), head)
    end = min(after + MOST_SCANNED, head)
    limit = min(max(limit, 1), MOST_ITEMS)
    parameters: dict[str, Any] = {
        "place": scope.place, "after": after, "end": end, "limit": limit,
        "kinds": list(scope.kinds), "offices": list(scope.offices),
        "with_content": scope.with_content,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, parameters)
        rows = cursor.fetchall()
    items = tuple(_item(row) for row in rows)
    following = int(rows[-1][0]) + 1 if len(rows) == limit else end
    return Page(scope.place, after, following, head, items)


def _item(row: tuple[Any, ...]) -> Mapping[str, object]:
    index, entry_id, at, recorded_at, kind, subject, action, digest, number, office, item, body = (
        row
    )
    if entry_id is None:
        return {"position": index, "lost": 1, "hash": bytes(digest).hex()}
    return {
        "position": index,
        "id": str(entry_id),
        "at": _moment(at),
        "recorded_at": _moment(recorded_at),
        "kind": kind,
        "subject": _id(subject),
        "action": action,
        "hash": bytes(digest).hex(),
        **({"case": number, "office": office, "item": item} if number else {}),
        **({"data": json.loads(bytes(body))["data"]} if body is not None else {}),
    }


def _moment(at: datetime) -> str:
    return instant(at)


def _id(value: UUID) -> str:
    return str(value)
