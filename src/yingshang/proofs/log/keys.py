"""Ed25519 keys of a log and their texts. *Source*: C2SP signed-note, RFC 8032.

A private key's text (`PRIVATE+KEY+…`) belongs in the settings' secrets and nowhere else; it is not
shown when a signer is printed.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from yingshang.proofs.log.encoding import decode_base64, encode_base64
from yingshang.proofs.log.note import KEY_ID_BYTES, check_name
from yingshang.proofs.log.note_errors import KeyInvalid, KeyNameInvalid

ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_KEY_BYTES = 32


def key_id(name: str, key: bytes, *, kind: bytes = ED25519) -> bytes:
    """The first four bytes of SHA-256(name, line feed, kind, public key)."""
    return hashlib.sha256(name.encode() + b"\n" + kind + key).digest()[:KEY_ID_BYTES]


@dataclass(frozen=True)
class Ed25519Verifier:
    """A log's public key. `vkey` is the text to publish."""

    name: str
    key: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.key) != _KEY_BYTES:
            raise KeyInvalid(reason=f"{len(self.key)} bytes")

    @classmethod
    def from_text(cls, vkey: str) -> Self:
        """*Errors*: `KeyInvalid`, when the id does not fit the key too."""
        name, stated, key = _parts(vkey)
        verifier = cls(name, key)
        if verifier.key_id != stated:
            raise KeyInvalid(reason="the id does not fit the key")
        return verifier

    @property
    def key_id(self) -> bytes:
        """What a signature line names the key by."""
        return key_id(self.name, self.key)

    @property
    def vkey(self) -> str:
        """`name+id+key`, as verifiers of signed notes read it."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(ED25519 + self.key)}"

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Ed25519Signer:
    """A log's private key: the 32-byte seed of RFC 8032."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.seed) != _KEY_BYTES:
            raise KeyInvalid(reason=f"{len(self.seed)} bytes")

    @classmethod
    def generate(cls, name: str) -> Self:
        """A new key from the system's randomness."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_text(cls, skey: str) -> Self:
        """*Errors*: `KeyInvalid`, when the id does not fit the key too."""
        if not skey.startswith(_PRIVATE):
            raise KeyInvalid(reason="no private key")
        name, stated, seed = _parts(skey.removeprefix(_PRIVATE))
        signer = cls(name, seed)
        if signer.key_id != stated:
            raise KeyInvalid(reason="the id does not fit the key")
        return signer

    @property
    def verifier(self) -> Ed25519Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Ed25519Verifier(self.name, public.public_bytes_raw())

    @property
    def key_id(self) -> bytes:
        """The id of the public half."""
        return self.verifier.key_id

    @property
    def skey(self) -> str:
        """The secret text, from which `from_text` makes the signer again."""
        return f"{_PRIVATE}{self.name}+{self.key_id.hex()}+{encode_base64(ED25519 + self.seed)}"

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def _parts(text: str) -> tuple[str, bytes, bytes]:
    """Name, id and key of `name+id+key`; the key may itself hold plus signs."""
    name, _, rest = text.strip().partition("+")
    stated, _, encoded = rest.partition("+")
    data = decode_base64(encoded)
    if data is None or len(data) != 1 + _KEY_BYTES or data[:1] != ED25519:
        raise KeyInvalid(reason="no Ed25519 key of 32 bytes in Base 64")
    try:
        number = bytes.fromhex(stated)
        check_name(name)
    except (ValueError, KeyNameInvalid):
        raise KeyInvalid(reason="no name or no id") from None
    if number.hex() != stated or len(number) != KEY_ID_BYTES:
        raise KeyInvalid(reason="the id is not eight lower-case hexadecimal digits")
    return name, number, data[1:]
