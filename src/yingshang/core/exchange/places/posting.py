"""Letters are written here, in the transaction of the act that they tell of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.core.exchange.places.adapter import body_of
from yingshang.core.exchange.places.keys import sign
from yingshang.core.exchange.places.letter import Letter, Sealed, system_of
from yingshang.core.exchange.pushing import push_all
from yingshang.core.exchange.types import Push, Pushing
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.canonical import instant


class Posting(NamedTuple):
    """A letter to write, who writes it and when: a row of a batch by many."""

    row: "Post"
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """A letter to write: from which place to which, about what, in which of our cases.

    `key` names it for ever: posting it again is harmless.
    """

    place: str
    peer: str
    kind: str
    key: str
    about: UUID
    case_id: UUID | None
    body: Mapping[str, object] = field(default_factory=dict)


_NUMBERS = """
INSERT INTO core_placechannel AS c (place, peer, last_number)
SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS n(place, peer, count)
ORDER BY 1, 2
ON CONFLICT ON CONSTRAINT one_channel
    DO UPDATE SET last_number = c.last_number + excluded.last_number
RETURNING place, peer, last_number
"""


_KNOWN = """
SELECT m.place, m.system, m.key FROM core_message m
JOIN unnest(%s::text[], %s::text[], %s::text[]) AS n(place, system, key)
  ON m.place = n.place AND m.system = n.system AND m.direction = 'out' AND m.key = n.key
"""


def post(rows: Sequence[Post], *, actor: Actor, at: datetime) -> list[Letter]:
    """One actor's letters. Errors: those of `post_all`."""
    return post_all([Posting(row, actor, at) for row in rows])


def post_all(postings: Sequence[Posting]) -> list[Letter]:
    """Number, sign and put the letters into the outbox; answers those that are new.

    A fixed number of SQL statements. The channel's counter is held until the transaction ends, so
    that numbers have no gaps. Errors: those of `push`.
    """
    fresh = _unwritten(postings) if postings else []
    if not fresh:
        return []
    numbers = _numbers([one.row for one in fresh])
    letters = [
        Letter(
            row.place, row.peer, number, row.kind, row.key, str(row.about), instant(at), row.body
        )
        for (row, _, at), number in zip(fresh, numbers, strict=True)
    ]
    push_all([
        Pushing(
            Push(row.place, system_of(row.peer), row.kind, row.key, row.case_id, _signed(letter)),
            actor, at,
        )
        for (row, actor, at), letter in zip(fresh, letters, strict=True)
    ])  # fmt: skip
    return letters


def _unwritten(postings: Sequence[Posting]) -> list[Posting]:
    names = [(one.row.place, system_of(one.row.peer), one.row.key) for one in postings]
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [list(column) for column in zip(*names, strict=True)])
        known = set(cursor.fetchall())
    return [one for one, name in zip(postings, names, strict=True) if name not in known]


def _numbers(rows: Sequence[Post]) -> list[int]:
    """The next numbers of each channel, in the order of the rows."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row.place, row.peer] = counts.get((row.place, row.peer), 0) + 1
    places, peers = zip(*counts, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [list(places), list(peers), list(counts.values())])
        last = {(place, peer): number for place, peer, number in cursor.fetchall()}
    following = {channel: last[channel] - count for channel, count in counts.items()}
    numbers = []
    for row in rows:
        following[row.place, row.peer] += 1
        numbers.append(following[row.place, row.peer])
    return numbers


def _signed(letter: Letter) -> dict[str, object]:
    text = letter.text()
    return body_of("letter", Sealed(text, sign(letter.sender, "letter", text)))
