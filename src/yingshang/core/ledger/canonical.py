"""An entry's moments and commitment, and the door to the canonical bytes of its body.

The bytes themselves are `proofs.canonical`'s (RFC 8785, narrow), the commitment is `proofs.log`'s:
both can be checked without this software.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import orjson

from yingshang.proofs.canonical import SAFE_INTEGER, NotCanonical, check
from yingshang.proofs.log.commitment import TAG, Algorithm
from yingshang.proofs.log.commitment import commitment as commitment_hash

__all__ = [
    "SAFE_INTEGER",
    "TAG",
    "Algorithm",
    "NotCanonical",
    "algorithm_of",
    "check",
    "commitment_hash",
    "encode",
    "encode_id",
    "encode_text",
    "instant",
]


def encode(value: dict[str, object]) -> bytes:
    """The RFC 8785 bytes of a checked value, several times as fast as `proofs.canonical.encode`.

    A test holds the two to each other. Errors: `NotCanonical` for a lone surrogate.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        raise NotCanonical(place="$") from None


def encode_text(text: str) -> str:
    """One string as it stands in a body."""
    return orjson.dumps(text).decode()


def encode_id(value: UUID) -> str:
    """One id as it stands in a body."""
    return orjson.dumps(value).decode()


def instant(at: datetime) -> str:
    """A moment as it stands in bodies: UTC, microseconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def algorithm_of(body: Mapping[str, object]) -> Algorithm:
    """Which hash commits to a body: the body says so; one that says nothing means SHA-256.

    Errors: ValueError for a hash that nobody here knows.
    """
    return Algorithm(str(body.get("hash", Algorithm.SHA256)))
