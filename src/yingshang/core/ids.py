"""Identifiers made by the application: UUIDv7, ordered by time."""

from datetime import datetime
from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562): sorts by creation time within a millisecond's randomness."""
    return uuid7()


def new_id_text() -> str:
    """The same as text, for rows that are only written: a fifth of the time of `str(new_id())`."""
    return str(uuid_utils.uuid7())


def new_binary_id() -> uuid_utils.UUID:
    """The same where bytes and text are wanted and nothing else: made without Python's own UUID."""
    return uuid_utils.uuid7()


def first_id_at(at: datetime) -> UUID:
    """The least id that can have been made at `at` or later."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
