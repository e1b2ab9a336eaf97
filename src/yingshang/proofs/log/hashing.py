"""The hashes of the tree. *Source*: RFC 9162 section 2.1.1 (the same tree as RFC 6962's).

A leaf is SHA-256(0x00, data), a node SHA-256(0x01, left, right): the prefixes keep a node from
passing for a leaf. SHA-256 is fixed by C2SP tlog-tiles; national algorithms enter one floor below,
where an entry's commitment is made (`commitment.py`), and in further signature lines.
"""

import hashlib
from collections.abc import Iterable

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

_LEAF = b"\x00"
_NODE = b"\x01"
_PAIR = 2 * HASH_BYTES


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf that holds `data`."""
    return hashlib.sha256(_LEAF + data).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The hashes of many leaves, in order."""
    sha256, prefix = hashlib.sha256, _LEAF
    return [sha256(prefix + data).digest() for data in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(_NODE + left + right).digest()


def perfect_root(hashes: bytes) -> bytes:
    """The root over 2^k concatenated hashes."""
    while len(hashes) > HASH_BYTES:
        hashes = _level_above(hashes)
    return hashes


def _level_above(hashes: bytes) -> bytes:
    """One level of parents. This loop is where growing a log spends its time."""
    sha256, prefix = hashlib.sha256, _NODE
    return b"".join(
        [sha256(prefix + hashes[at : at + _PAIR]).digest() for at in range(0, len(hashes), _PAIR)]
    )
