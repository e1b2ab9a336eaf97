"""Sealing of personal data at rest, and the blind index that finds a sealed number again.

AES-256-GCM with a random nonce; `about` names the field and its row and is authenticated, so that
a sealed value moved to another row does not open. Sealed bytes are: key id (1), nonce (12),
ciphertext and tag. The key id is derived from the key, so a new `DATA_KEY` with the former one in
`OLD_DATA_KEYS` opens both; new values are sealed, and new indexes made, with `DATA_KEY`. Two
keys whose ids happen to be equal (1 in 256) are refused: make another.
"""

import base64
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from yingshang.errors import Unavailable

NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpen(Unavailable):
    """A sealed value opens with none of the configured keys, or was changed or moved."""

    code: ClassVar[str] = "parties.cannot_open"
    zh: ClassVar[str] = "受保护的数据无法解密。请管理员核对 DATA_KEY 和 OLD_DATA_KEYS。"
    en: ClassVar[str] = (
        "Protected data cannot be opened. An administrator should check DATA_KEY and OLD_DATA_KEYS."
    )


@dataclass(frozen=True, slots=True)
class Keys:
    """What is derived from one data key: its id, and a key for each use."""

    id: int
    sealing: bytes
    index: bytes


def seal(text: str, *, about: str) -> bytes:
    """`text` sealed with the current key; `about` is needed to open it."""
    keys = _ring()[0]
    nonce = os.urandom(NONCE_BYTES)
    return (
        bytes([keys.id])
        + nonce
        + AESGCM(keys.sealing).encrypt(nonce, text.encode(), about.encode())
    )


def unseal(sealed: bytes | memoryview, *, about: str) -> str:
    """The text of a sealed value. Errors: `CannotOpen`."""
    content = bytes(sealed)
    key_id, nonce, cipher = content[:1], content[1 : 1 + NONCE_BYTES], content[1 + NONCE_BYTES :]
    for keys in _ring():
        if bytes([keys.id]) == key_id and len(nonce) == NONCE_BYTES:
            try:
                return AESGCM(keys.sealing).decrypt(nonce, cipher, about.encode()).decode()
            except InvalidTag:
                raise CannotOpen from None
    raise CannotOpen


def sealed_prefix() -> bytes:
    """The first byte of every value that is sealed with the current key."""
    return bytes([_ring()[0].id])


def is_sealed_with_old_key(sealed: bytes | memoryview) -> bool:
    """Whether a value should be sealed again after a change of keys."""
    return bytes(sealed)[:1] != sealed_prefix()


def blind_index(text: str, *, purpose: str) -> bytes:
    """32 bytes, the same for the same text and purpose, that tell nothing without the key."""
    return _index(_ring()[0], text, purpose)


def blind_indexes(text: str, *, purpose: str) -> list[bytes]:
    """The index under every configured key, the current one first: for looking up."""
    return [_index(keys, text, purpose) for keys in _ring()]


def _index(keys: Keys, text: str, purpose: str) -> bytes:
    return hmac.digest(keys.index, f"{purpose}\x00{text}".encode(), "sha256")


def _ring() -> tuple[Keys, ...]:
    old: tuple[str, ...] = tuple(getattr(settings, "OLD_DATA_KEYS", ()))
    return _derive((settings.DATA_KEY, *old))


@lru_cache(maxsize=8)
def _derive(encoded: tuple[str, ...]) -> tuple[Keys, ...]:
    ring = tuple(_keys(base64.b64decode(key, validate=True)) for key in encoded)
    if len({keys.id for keys in ring}) != len(ring):
        raise ValueError(
            "DATA_KEY and OLD_DATA_KEYS have a key id in common: make another DATA_KEY"
        )
    return ring


def _keys(key: bytes) -> Keys:
    if len(key) != KEY_BYTES:
        raise ValueError("each of DATA_KEY and OLD_DATA_KEYS must be 32 bytes in base64")
    return Keys(_expand(key, "id", 1)[0], _expand(key, "seal", 32), _expand(key, "index", 32))


def _expand(key: bytes, use: str, length: int) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"yingshang/{use}/v1".encode())
    return hkdf.derive(key)
