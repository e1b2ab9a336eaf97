"""Signed notes: a text and the signatures of those who vouch for it. *Source*: C2SP signed-note.

    text, ending in a line feed
    (an empty line)
    — name base64(key id, signature)

A signature by a key that the reader does not know is kept and ignored: so keys are rotated, others
cosign, and further algorithms (SM2 with SM3) stand beside Ed25519. Signer and verifier of such an
algorithm are classes with the attributes of `Signer` and `Verifier`, nothing more.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from yingshang.proofs.log.encoding import decode_base64, encode_base64
from yingshang.proofs.log.note_errors import (
    KeyNameInvalid,
    NoteMalformed,
    SignatureRefused,
    SignerUnknown,
)

KEY_ID_BYTES = 4
MAX_BYTES = 1_000_000
MAX_SIGNATURES = 100

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DASH = "\u2014 "


class Signer(Protocol):
    """Who signs: a name, the id of one of its keys, and the act."""

    @property
    def name(self) -> str: ...
    @property
    def key_id(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes:
        """The signature over the text's bytes, without the key id."""
        ...


class Verifier(Protocol):
    """Who recognises the signatures of one key."""

    @property
    def name(self) -> str: ...
    @property
    def key_id(self) -> bytes: ...
    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the signature over the text's bytes."""
        ...


@dataclass(frozen=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note, with its line feed."""
        return f"{_DASH}{self.name} {encode_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True)
class Note:
    """A text, the signatures on it that were verified, and those by keys the reader lacks."""

    text: str
    verified: tuple[Signature, ...]
    unknown: tuple[Signature, ...]

    def is_signed_by(self, name: str) -> bool:
        """Whether a verified signature bears this name."""
        return any(each.name == name for each in self.verified)


def sign(text: str, signers: Sequence[Signer]) -> str:
    """The note that carries `text`, signed by all. *Errors*: `NoteMalformed`, `KeyNameInvalid`."""
    if not signers:
        raise NoteMalformed(reason="no signer")
    _check_text(text)
    return text + "\n" + "".join(_signed(text, signer).line for signer in signers)


def _signed(text: str, signer: Signer) -> Signature:
    return Signature(check_name(signer.name), signer.key_id, signer.sign(text.encode()))


def open(  # noqa: A001  # the specification's word; it is called as `note.open`
    note: str | bytes, verifiers: Iterable[Verifier]
) -> Note:
    """Read a note and check every signature by a known key.

    *Errors*: `NoteMalformed`; `SignatureRefused` when a known key's signature is wrong;
    `SignerUnknown` when no known key has signed.
    """
    text, signatures = parse(note)
    known = {(each.name, each.key_id): each for each in verifiers}
    verified, unknown = [], []
    for each in signatures:
        verifier = known.get((each.name, each.key_id))
        if verifier is None:
            unknown.append(each)
        elif verifier.verify(text.encode(), each.signature):
            verified.append(each)
        else:
            raise SignatureRefused(name=each.name, key_id=each.key_id.hex())
    if not verified:
        raise SignerUnknown(names=", ".join(each.name for each in signatures))
    return Note(text, tuple(verified), tuple(unknown))


def parse(note: str | bytes) -> tuple[str, tuple[Signature, ...]]:
    """The text and the signature lines, nothing verified. *Errors*: `NoteMalformed`."""
    content = _decoded(note)
    text, mark, lines = content.rpartition("\n\n")
    if not mark or not lines.endswith("\n"):
        raise NoteMalformed(reason="no signature after an empty line")
    signatures = tuple(_parse_line(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise NoteMalformed(reason=f"more than {MAX_SIGNATURES} signatures")
    return text + "\n", signatures


def check_name(name: str) -> str:
    """The name of a key, as it may stand in a note. *Errors*: `KeyNameInvalid`."""
    if not name or "+" in name or _CONTROL.search(name) or any(each.isspace() for each in name):
        raise KeyNameInvalid(name=name[:200])
    return name


def _decoded(note: str | bytes) -> str:
    if len(note) > MAX_BYTES:
        raise NoteMalformed(reason=f"more than {MAX_BYTES} bytes")
    try:
        content = note if isinstance(note, str) else note.decode()
        content.encode()
    except UnicodeError:
        raise NoteMalformed(reason="not UTF-8") from None
    if _CONTROL.search(content):
        raise NoteMalformed(reason="a control character")
    return content


def _check_text(text: str) -> None:
    if not _decoded(text).endswith("\n"):
        raise NoteMalformed(reason="the text does not end in a line feed")


def _parse_line(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    data = decode_base64(encoded)
    if not line.startswith(_DASH) or not space or data is None or len(data) <= KEY_ID_BYTES:
        raise NoteMalformed(reason=f"signature line {line[:80]!r}")
    try:
        check_name(name)
    except KeyNameInvalid:
        raise NoteMalformed(reason=f"key name {name[:80]!r}") from None
    return Signature(name, data[:KEY_ID_BYTES], data[KEY_ID_BYTES:])
