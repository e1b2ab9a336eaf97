"""Following a log from outside: a monitor's one round.

A follower trusts a public key and its own memory, nothing else. Each round it fetches the log's
checkpoint, checks that the log it remembers is the beginning of the log it sees, and makes the new
tiles again from the published entries. Whatever does not fit is reported with its place; then the
memory stays as it was, and the two checkpoints are the evidence.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, Self

from yingshang.errors import DomainError
from yingshang.proofs.canonical import encode
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log import note as notes
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.differences import differing_range, first_difference
from yingshang.proofs.log.entries import decode
from yingshang.proofs.log.errors import ConsistencyRefused, TileDamaged
from yingshang.proofs.log.fetching import FetchedTiles, Fetcher
from yingshang.proofs.log.follower_errors import (
    BundleDiffers,
    LogRewritten,
    LogShrunk,
    MemoryInvalid,
    TileUnfit,
)
from yingshang.proofs.log.frontier import Frontier, Grown, append
from yingshang.proofs.log.hashing import HASH_BYTES
from yingshang.proofs.log.note import Verifier
from yingshang.proofs.log.proofs import consistency_proof, verify_consistency
from yingshang.proofs.log.subtrees import Tree
from yingshang.proofs.log.tiles import ENTRIES, WIDTH, Tile, TileReader, width_at

CHECKPOINT_PATH = "checkpoint"
_AT_ONCE = WIDTH * WIDTH


class Mirror(TileReader, Protocol):
    """A store that keeps the tiles a follower has checked (`FolderTiles`)."""

    def write(self, tiles: Iterable[Tile]) -> None:
        """Keep them."""
        ...


@dataclass(frozen=True)
class Memory:
    """What a follower keeps between rounds: the last good checkpoint's note and its frontier."""

    note: str
    frontier: Frontier

    @property
    def checkpoint(self) -> Checkpoint:
        """The remembered checkpoint; its signature was checked when it was first seen."""
        return checkpoints.parse(notes.parse(self.note)[0])

    def to_json(self) -> bytes:
        """One document, so that note and frontier are kept together or not at all."""
        return encode({"note": self.note, "frontier": self.frontier.to_bytes().hex()})

    @classmethod
    def from_json(cls, document: bytes) -> Self:
        """*Errors*: `MemoryInvalid`, also when note and frontier do not belong together."""
        try:
            members = json.loads(document)
            memory = cls(members["note"], Frontier.from_bytes(bytes.fromhex(members["frontier"])))
            known = memory.checkpoint
        except (ValueError, TypeError, KeyError, DomainError):
            raise MemoryInvalid from None
        if (known.size, known.root) != (memory.frontier.size, memory.frontier.root()):
            raise MemoryInvalid
        return memory


@dataclass(frozen=True)
class Report:
    """One round. *Shapes*: `memory` is what to keep now; `seen` the log's checkpoint, if trusted.

    `problem` says what does not fit; its data names the place (`first`, `last`, `index`, `path`).
    """

    memory: Memory | None
    seen: Checkpoint | None
    entries: int
    problem: DomainError | None = None

    @property
    def holds(self) -> bool:
        """Whether all that was seen fits what was remembered."""
        return self.problem is None


def follow(
    fetcher: Fetcher,
    verifiers: Iterable[Verifier],
    *,
    origin: str,
    memory: Memory | None = None,
    mirror: Mirror | None = None,
) -> Report:
    """One round. With a mirror a rewritten log is found to the entry, else to a range of them."""
    known = memory or Memory("", Frontier.empty())
    seen = None
    try:
        note = fetcher.fetch(CHECKPOINT_PATH)
        seen = checkpoints.open(note, verifiers, origin=origin)
        tiles = FetchedTiles(fetcher, seen.size)
        _check_past(known.frontier, seen, tiles, mirror=mirror)
        grown = _check_news(known.frontier, seen, tiles, mirror=mirror)
    except DomainError as problem:
        return Report(memory, seen, 0, problem)
    return Report(Memory(note.decode(), grown), seen, grown.size - known.frontier.size)


def _check_past(
    known: Frontier, seen: Checkpoint, tiles: FetchedTiles, *, mirror: Mirror | None
) -> None:
    """Whether the log seen begins with the log remembered. *Errors*: `LogShrunk`, `LogRewritten`,
    `TileUnfit` when the tiles served are not those of the checkpoint.
    """
    if seen.size < known.size:
        raise LogShrunk(before=known.size, now=seen.size)
    tree = Tree(seen.size, tiles)
    past = tree.root(known.size)
    proof = consistency_proof(known.size, seen.size, tiles)
    try:
        verify_consistency(known.size, seen.size, proof=proof, old_root=past, new_root=seen.root)
    except ConsistencyRefused:
        raise TileUnfit(size=seen.size) from None
    if past != known.root():
        first, last = _where(known, tree, mirror=mirror)
        raise LogRewritten(first=first, last=last, before=known.size, now=seen.size)


def _where(known: Frontier, tree: Tree, *, mirror: Mirror | None) -> tuple[int, int]:
    """The entry that was rewritten, or the range it lies in when there is no whole mirror."""
    if mirror is not None:
        with suppress(TileDamaged):
            exact = first_difference(known.size, mirror, tree.reader)
            if exact is not None:
                return exact, exact
    return differing_range(known, tree)


def _check_news(
    known: Frontier, seen: Checkpoint, tiles: FetchedTiles, *, mirror: Mirror | None
) -> Frontier:
    """The frontier after the entries published since, each checked against its tile."""
    frontier = known
    while frontier.size < seen.size:
        end = min(seen.size, (frontier.size // _AT_ONCE + 1) * _AT_ONCE)
        entries = _read_entries(frontier.size, end, tiles)
        grown = append(frontier, entries, reader=tiles)
        _compare(grown, tiles)
        if mirror is not None:
            mirror.write(grown.tiles)
        frontier = grown.frontier
    if frontier.root() != seen.root:
        raise TileUnfit(size=seen.size)
    return frontier


def _read_entries(start: int, end: int, tiles: FetchedTiles) -> Sequence[bytes]:
    entries: list[bytes] = []
    for index in range(start // WIDTH, -(-end // WIDTH)):
        width = width_at(ENTRIES, index, end)
        bundle = decode(tiles.read(ENTRIES, index, width), index=index, width=width)
        entries.extend(bundle[max(0, start - index * WIDTH) :])
    return entries


def _compare(grown: Grown, tiles: FetchedTiles) -> None:
    """Whether what is served is what the entries make. *Errors*: `BundleDiffers`."""
    for tile in grown.tiles:
        served = tiles.read(tile.level, tile.index, tile.width)
        if served != tile.data:
            at = next(n for n in range(tile.width) if _piece(served, n) != _piece(tile.data, n))
            first = (tile.index * WIDTH + at) * WIDTH**tile.level
            raise BundleDiffers(path=tile.path, index=first)


def _piece(data: bytes, at: int) -> bytes:
    return data[at * HASH_BYTES : (at + 1) * HASH_BYTES]
