"""A row of a list as the platform keeps it: its canonical body and the hash that names its version.

Canonical JSON here is RFC 8785 for the values that lists may hold (text, whole numbers, true,
false, null; keys in ASCII), so the same content has the same hash whatever its layout or comments.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Row:
    """One accepted row. `hash` is the hex SHA-256 of `canonical(body)` and names the version.

    `valid_from` and `valid_until` are the first and the last day of validity (None: open);
    `source` is the document it was taken from, or `illustrative`; `file` and `line` say where it
    stands, relative to the catalogue's root.
    """

    kind: str
    code: str
    body: dict[str, Any]
    hash: str
    valid_from: date | None
    valid_until: date | None
    source: str
    file: str
    line: int


def canonical(body: object) -> bytes:
    """`body` as canonical JSON bytes."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def content_hash(body: object) -> str:
    """The hex SHA-256 of the canonical JSON of `body`."""
    return hashlib.sha256(canonical(body)).hexdigest()
