"""The signed form of a message: RFC 8785 JSON under HMAC-SHA-256.

Each place, system and direction has a key of its own, derived from `DATA_KEY` (HKDF, RFC 5869), so
that one system's key opens no other's door and our own message cannot come back as an answer.
"""

import base64
import hmac
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from yingshang.core.exchange.errors import BadMessage, BadSignature
from yingshang.core.ledger.canonical import NotCanonical, check, encode

LARGEST_BODY_BYTES = 1024 * 1024
SHAPES = {
    "place": (re.compile(r"[0-9]{6}"), "a GB/T 2260 code of six digits"),
    "system": (re.compile(r"[a-z][a-z0-9_]{0,39}"), "at most 40 of a-z, 0-9 and _"),
    "kind": (re.compile(r"[a-z][a-z0-9_.]{0,59}"), "at most 60 of a-z, 0-9, _ and ."),
    "key": (re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,119}"), "at most 120 of A-Z a-z 0-9 . _ : -"),
}


class Content(Protocol):
    """What an envelope is made of; `Push`, `Outgoing` and `Answer` all have it."""

    @property
    def place(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def body(self) -> Mapping[str, object]: ...


def envelope(message: Content, direction: str, in_reply_to: str = "") -> bytes:
    """The canonical bytes that are signed. Errors: `BadMessage` names the part that is wrong."""
    for part, (shape, expected) in SHAPES.items():
        if not shape.fullmatch(getattr(message, part)):
            raise BadMessage(part=part, problem=f"expected {expected}")
    if in_reply_to and not SHAPES["key"][0].fullmatch(in_reply_to):
        raise BadMessage(part="in_reply_to", problem=f"expected {SHAPES['key'][1]}")
    return encode(
        {
            "v": 1,
            "place": message.place,
            "system": message.system,
            "direction": direction,
            "kind": message.kind,
            "key": message.key,
            "in_reply_to": in_reply_to,
            "body": _checked(message.body),
        }
    )


def sign(message: Content, direction: str, in_reply_to: str = "") -> bytes:
    """The 32 bytes by which the receiver knows who wrote the message and that it is unchanged."""
    key = shared_key(message.place, message.system, direction)
    return hmac.digest(key, envelope(message, direction, in_reply_to), "sha256")


def verify(message: Content, direction: str, in_reply_to: str, signature: bytes) -> None:
    """Errors: `BadSignature`, or `BadMessage` when there is no canonical form to sign."""
    if not hmac.compare_digest(sign(message, direction, in_reply_to), signature):
        raise BadSignature


def shared_key(place: str, system: str, direction: str) -> bytes:
    """The 32-byte secret shared with one system of one place, for one direction (`out`, `in`)."""
    return derived_key(f"yingshang/exchange/v1/{place}/{system}/{direction}")


def derived_key(purpose: str) -> bytes:
    """A 32-byte key for one purpose, from `DATA_KEY`; it tells nothing about any other."""
    return _derived(settings.DATA_KEY, purpose)


def key_under(data_key: str, purpose: str) -> bytes:
    """The 32-byte key for one purpose under a given data key, present or former."""
    return _derived(data_key, purpose)


@lru_cache(maxsize=1024)
def _derived(data_key: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return kdf.derive(base64.b64decode(data_key))


def _checked(body: Mapping[str, object]) -> dict[str, object]:
    plain = dict(body)
    try:
        check(plain)
        written = encode(plain)
    except NotCanonical as error:
        raise BadMessage(part="body", problem=error.text("en")) from error
    except RecursionError:
        raise BadMessage(part="body", problem="nested too deeply") from None
    if b"\\u0000" in written:
        raise BadMessage(part="body", problem="contains a NUL character")
    if len(written) > LARGEST_BODY_BYTES:
        raise BadMessage(part="body", problem=f"larger than {LARGEST_BODY_BYTES} bytes")
    return plain
