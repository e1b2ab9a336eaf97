"""Letters are written here, in the transaction of the act that they tell of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.adapter import body_of
from yingshang.core.exchange.places.keys import sign
from yingshang.core.exchange.places.letter import Letter, Sealed, system_of
from yingshang.core.exchange.pushing import push
from yingshang.core.exchange.types import Push
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.canonical import instant


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


def post(rows: Sequence[Post], *, actor: Actor, at: datetime) -> list[Letter]:
    """Number, sign and put the letters into the outbox; answers those that are new.

    A fixed number of SQL statements. The channel's counter is held until the transaction ends, so
    that numbers have no gaps. Errors: those of `push`.
    """
    fresh = _unwritten(rows)
    if not fresh:
        return []
    letters = [
        Letter(
            row.place, row.peer, number, row.kind, row.key, str(row.about), instant(at), row.body
        )
        for row, number in zip(fresh, _numbers(fresh), strict=True)
    ]
    pushes = [
        Push(row.place, system_of(row.peer), row.kind, row.key, row.case_id, _signed(letter))
        for row, letter in zip(fresh, letters, strict=True)
    ]
    push(pushes, actor=actor, at=at)
    return letters


def _unwritten(rows: Sequence[Post]) -> list[Post]:
    known = set(
        Message.objects.filter(
            direction=Message.Direction.OUT, key__in=[row.key for row in rows]
        ).values_list("place", "system", "key")
    )
    return [row for row in rows if (row.place, system_of(row.peer), row.key) not in known]


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
