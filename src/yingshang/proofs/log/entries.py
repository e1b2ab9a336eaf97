"""Entry bundles: the leaves' data beside the tiles. *Source*: C2SP tlog-tiles, “Log entries”.

What the log publishes of an act is its commitment hash, so a bundle is up to 256 of them, each with
the two-byte length that C2SP puts before an entry.
"""

from collections.abc import Sequence

from yingshang.proofs.log.errors import EntryInvalid, TileDamaged
from yingshang.proofs.log.hashing import HASH_BYTES
from yingshang.proofs.log.tiles import (
    ENTRIES,
    ENTRY_BYTES,
    WIDTH,
    Tile,
    tile_bytes,
    tile_path,
)

_LENGTH = HASH_BYTES.to_bytes(2, "big")


def encode(entries: Sequence[bytes]) -> bytes:
    """The bytes of a bundle. *Errors*: `EntryInvalid`."""
    data = b"".join([_LENGTH + entry for entry in entries])
    if len(data) != len(entries) * ENTRY_BYTES or len(set(map(len, entries))) > 1:
        index = next(at for at, entry in enumerate(entries) if len(entry) != HASH_BYTES)
        raise EntryInvalid(index=index, found=len(entries[index]))
    return data


def decode(data: bytes, *, index: int, width: int) -> list[bytes]:
    """The entries of bundle `index`. *Errors*: `TileDamaged`."""
    parts = [data[at : at + ENTRY_BYTES] for at in range(0, len(data), ENTRY_BYTES)]
    expected = tile_bytes(ENTRIES, width)
    if len(data) != expected or not all(part.startswith(_LENGTH) for part in parts):
        raise TileDamaged(path=tile_path(ENTRIES, index, width), expected=expected, found=len(data))
    return [part[2:] for part in parts]


def extend(size: int, known: Sequence[bytes], entries: Sequence[bytes]) -> tuple[Tile, ...]:
    """The new and the wider bundles when a log of `size`, whose last bundle holds `known`, receives
    `entries`. *Errors*: `EntryInvalid`.
    """
    if not entries:
        return ()
    first, data = size // WIDTH, encode(known) + encode(entries)
    step = tile_bytes(ENTRIES, WIDTH)
    parts = [data[at : at + step] for at in range(0, len(data), step)]
    return tuple(
        Tile(ENTRIES, first + at, len(part) // ENTRY_BYTES, part) for at, part in enumerate(parts)
    )
