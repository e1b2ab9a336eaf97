"""What can go wrong, as the domain says it: `DomainError` and its five kinds.

A narrow class per mistake carries typed data; `config.errors` turns the kind into problem+json, a
form error, an htmx notice, or a worker's retry. Nothing here knows Django, HTTP or SQL.
"""

from yingshang.errors.kinds import (
    Conflict,
    Denied,
    DomainError,
    Invalid,
    Kind,
    Missing,
    Unavailable,
)
from yingshang.errors.sentences import Sentence

__all__ = [
    "Conflict",
    "Denied",
    "DomainError",
    "Invalid",
    "Kind",
    "Missing",
    "Sentence",
    "Unavailable",
]
