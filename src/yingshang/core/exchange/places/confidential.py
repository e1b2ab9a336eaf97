"""Personal data inside a letter: sealed to the receiving place, so that no way between can read it.

X25519 with a key of one use, HKDF-SHA-256, ChaCha20-Poly1305; bound to sender, receiver and the
letter's key, so that a sealed part cannot be moved into another letter.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from yingshang.core.exchange.places.errors import SealedForAnother
from yingshang.core.exchange.places.keys import PublicKeys, known_keys, sealing_secret

KEY_BYTES, NONCE_BYTES = 32, 12


def seal_for(receiver: str, text: str, *, sender: str, key: str) -> str:
    """The text, readable by the receiver alone, in base64. Errors: `PlaceUnknown`."""
    return seal_with(known_keys(receiver)[0], receiver, text, sender=sender, key=key)


def seal_with(keys: PublicKeys, receiver: str, text: str, *, sender: str, key: str) -> str:
    """The same where the receiver's keys were read before."""
    public = keys.sealing
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    head = once.public_key().public_bytes_raw()
    nonce = os.urandom(NONCE_BYTES)
    cipher = ChaCha20Poly1305(_derived(shared, head + public))
    sealed = cipher.encrypt(nonce, text.encode(), _bound(sender, receiver, key))
    return base64.b64encode(head + nonce + sealed).decode()


def unseal_as(receiver: str, sealed: str, *, sender: str, key: str) -> str:
    """The text that was sealed to `receiver`, which lives here. Errors: `SealedForAnother`."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except ValueError as error:
        raise SealedForAnother(place=receiver) from error
    for data_key in (settings.DATA_KEY, *settings.OLD_DATA_KEYS):
        text = _opened(sealing_secret(data_key, receiver), raw, _bound(sender, receiver, key))
        if text is not None:
            return text
    raise SealedForAnother(place=receiver)


def _opened(secret: X25519PrivateKey, raw: bytes, bound: bytes) -> str | None:
    head, rest = raw[:KEY_BYTES], raw[KEY_BYTES:]
    try:
        shared = secret.exchange(X25519PublicKey.from_public_bytes(head))
        cipher = ChaCha20Poly1305(_derived(shared, head + secret.public_key().public_bytes_raw()))
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], bound).decode()
    except (InvalidTag, ValueError):
        return None


def _derived(shared: bytes, salt: bytes) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"yingshang/place-letter/v1")
    return kdf.derive(shared)


def _bound(sender: str, receiver: str, key: str) -> bytes:
    return f"{sender}\n{receiver}\n{key}".encode()
