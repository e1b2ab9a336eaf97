"""Entries as the database takes them: a few rows of values, or two blocks of binary COPY.

Both ways hold the same body, salt and hash; a test holds them to each other.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from struct import pack
from typing import NamedTuple
from uuid import UUID

from yingshang.core.ids import new_binary_id
from yingshang.core.ledger.acts import Act
from yingshang.core.ledger.canonical import (
    Algorithm,
    check,
    commitment_hash,
    encode,
    encode_id,
    encode_text,
    instant,
)

SALT_BYTES = 32
ENTRY_COLUMNS = (
    "id", "place", "epoch", "subject_kind", "subject_id", "actor_kind", "actor_id",
    "on_behalf_of", "at", "action", "commitment_hash",
)  # fmt: skip
CONTENT_COLUMNS = ("entry_id", "salt", "body")

BEGIN = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END = b"\xff\xff"
"""Head and end of a binary COPY. *Source*: PostgreSQL manual, COPY, binary format."""
OF_16, OF_32, NULL = pack("!i", 16), pack("!i", 32), pack("!i", -1)
ENTRY, CONTENT = pack("!h", len(ENTRY_COLUMNS)) + OF_16, pack("!h", len(CONTENT_COLUMNS)) + OF_16
DAY_ONE = datetime(2000, 1, 1, tzinfo=UTC)


class Made(NamedTuple):
    """An entry about to be written."""

    id: bytes
    act: Act
    salt: bytes
    body: bytes
    digest: bytes


class Writer:
    """Makes the entries of a batch.

    A body is put together in RFC 8785's order of keys, which is faster than sorting them; a test
    holds it to `canonical.encode`. What many rows share is made once.
    """

    def __init__(self, algorithm: Algorithm, epochs: Mapping[str, int]) -> None:
        self.algorithm, self.epochs = algorithm, epochs
        self._heads: dict[tuple[str, str, UUID, datetime], str] = {}
        self._ends: dict[tuple[str, str], str] = {}
        self._moments: dict[datetime, str] = {}
        hashed = algorithm is not Algorithm.SHA256
        self._hash = f'"hash":{encode_text(algorithm.value)},' if hashed else ""

    def make(self, acts: Sequence[Act]) -> Iterator[Made]:
        """The entries, in order. Errors: `NotCanonical`."""
        salts = os.urandom(SALT_BYTES * len(acts))
        first = 0
        for act in acts:
            new = new_binary_id()
            salt = salts[first : first + SALT_BYTES]
            first += SALT_BYTES
            body = self._body(str(new), act)
            digest = commitment_hash(salt, body, algorithm=self.algorithm)
            yield Made(new.bytes, act, salt, body, digest)

    def rows(self, made: Sequence[Made]) -> tuple[list[tuple[object, ...]], ...]:
        """The rows of both tables as values."""
        entries: list[tuple[object, ...]] = []
        contents: list[tuple[object, ...]] = []
        for one in made:
            act, entry_id = one.act, one.id.hex()
            behalf = act.on_behalf_of.hex if act.on_behalf_of else None
            entries.append((entry_id, act.place, self.epochs[act.place], act.subject_kind,
                            act.subject_id.hex, act.actor.kind, act.actor.id.hex, behalf,
                            self._moment(act.at), act.action, one.digest))  # fmt: skip
            contents.append((entry_id, one.salt, one.body))
        return entries, contents

    def blocks(self, made: Sequence[Made]) -> tuple[bytes, bytes]:
        """The rows of both tables as blocks of binary COPY."""
        fields = _Fields(self.epochs)
        entries, contents = [BEGIN], [BEGIN]
        for one in made:
            act = one.act
            entries += (
                ENTRY, one.id, fields.place_and_kind(act), act.subject_id.bytes, fields.actor(act),
                fields.action(act), one.digest,
            )  # fmt: skip
            contents += (
                CONTENT, one.id, OF_32, one.salt, len(one.body).to_bytes(4, "big"), one.body
            )  # fmt: skip
        return b"".join([*entries, END]), b"".join([*contents, END])

    def _body(self, entry_id: str, act: Act) -> bytes:
        data = dict(act.data)
        check(data)
        actor = act.actor
        head = self._heads.get((act.action, actor.kind, actor.id, act.at)) or self._head(act)
        end = self._ends.get((act.place, act.subject_kind)) or self._end(act)
        behalf = f'"on_behalf_of":{encode_id(act.on_behalf_of)},' if act.on_behalf_of else ""
        tail = (
            f',"epoch":{self.epochs[act.place]},{self._hash}"id":"{entry_id}",{behalf}'
            f'"place":{end.format(encode_id(act.subject_id))}'
        )
        return head.encode() + encode(data) + tail.encode()

    def _head(self, act: Act) -> str:
        actor = act.actor
        head = (
            f'{{"action":{encode_text(act.action)},"actor":{{"id":"{actor.id}",'
            f'"kind":{encode_text(actor.kind)}}},"at":"{self._moment(act.at)}","data":'
        )
        return self._heads.setdefault((act.action, actor.kind, actor.id, act.at), head)

    def _end(self, act: Act) -> str:
        place, kind = encode_text(act.place), encode_text(act.subject_kind)
        end = f'{place},"subject":{{{{"id":{{}},"kind":{kind}}}}},"v":1}}}}'
        return self._ends.setdefault((act.place, act.subject_kind), end)

    def _moment(self, at: datetime) -> str:
        return self._moments.get(at) or self._moments.setdefault(at, instant(at))


class _Fields:
    """Neighbouring fields of an entry that many entries share, in the binary form."""

    def __init__(self, epochs: Mapping[str, int]) -> None:
        self.epochs = epochs
        self._places: dict[tuple[str, str], bytes] = {}
        self._actors: dict[tuple[str, UUID, UUID | None], bytes] = {}
        self._actions: dict[tuple[str, datetime], bytes] = {}

    def place_and_kind(self, act: Act) -> bytes:
        """Place, epoch and the subject's kind, and how long the subject's id is."""
        key = (act.place, act.subject_kind)
        if key not in self._places:
            epoch = pack("!ih", 2, self.epochs[act.place])
            self._places[key] = _text(act.place) + epoch + _text(act.subject_kind) + OF_16
        return self._places[key]

    def actor(self, act: Act) -> bytes:
        """The actor's kind and id, and on whose behalf."""
        actor, behalf = act.actor, act.on_behalf_of
        key = (actor.kind, actor.id, behalf)
        if key not in self._actors:
            on_behalf = OF_16 + behalf.bytes if behalf else NULL
            self._actors[key] = _text(actor.kind) + OF_16 + actor.id.bytes + on_behalf
        return self._actors[key]

    def action(self, act: Act) -> bytes:
        """When and what, and how long the hash is."""
        key = (act.action, act.at)
        if key not in self._actions:
            moment = pack("!iq", 8, (act.at - DAY_ONE) // timedelta(microseconds=1))
            self._actions[key] = moment + _text(act.action) + OF_32
        return self._actions[key]


def _text(value: str) -> bytes:
    content = value.encode()
    return pack("!i", len(content)) + content
