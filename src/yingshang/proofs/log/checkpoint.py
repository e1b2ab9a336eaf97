"""Checkpoints: a log's size and root, signed. *Source*: C2SP tlog-checkpoint."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yingshang.proofs.log import note as notes
from yingshang.proofs.log.encoding import decode_base64, encode_base64
from yingshang.proofs.log.hashing import EMPTY_ROOT, HASH_BYTES
from yingshang.proofs.log.note import Signer, Verifier
from yingshang.proofs.log.note_errors import CheckpointMalformed, OriginDiffers

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_MAX_SIZE = 2**63 - 1


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself at one moment.

    *Shapes*: `origin` names the log like an address without its scheme (`log.example/430300`);
    `extensions` are further lines, best left away.
    *Errors*: `CheckpointMalformed`.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if any(not line or "\n" in line for line in lines):
            raise CheckpointMalformed(reason="an empty line")
        if not 0 <= self.size <= _MAX_SIZE:
            raise CheckpointMalformed(reason=f"size {self.size}")
        if len(self.root) != HASH_BYTES:
            raise CheckpointMalformed(reason="the root is not 32 bytes long")
        if not self.size and self.root != EMPTY_ROOT:
            raise CheckpointMalformed(reason="the empty log has another root")

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse(text: str) -> Checkpoint:
    """The checkpoint that a verified note's text states. *Errors*: `CheckpointMalformed`."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1]:
        raise CheckpointMalformed(reason="fewer than three lines")
    origin, size, root, *extensions = lines[:-1]
    data = decode_base64(root)
    if not _SIZE.fullmatch(size) or data is None:
        raise CheckpointMalformed(reason="size or root is not written as specified")
    return Checkpoint(origin, int(size), data, tuple(extensions))


def sign(checkpoint: Checkpoint, signers: Sequence[Signer]) -> str:
    """The note to publish; the log's own key bears the origin as its name."""
    return notes.sign(checkpoint.text, signers)


def open(  # noqa: A001  # as `note.open`, which it wraps
    note: str | bytes, verifiers: Iterable[Verifier], *, origin: str
) -> Checkpoint:
    """The checkpoint in a note that the log `origin` itself has signed.

    *Errors*: those of `note.open`; `CheckpointMalformed`; `OriginDiffers` for another log's
    checkpoint, and when only others (witnesses) have signed this one.
    """
    opened = notes.open(note, verifiers)
    checkpoint = parse(opened.text)
    if checkpoint.origin != origin:
        raise OriginDiffers(found=checkpoint.origin, expected=origin)
    if not opened.is_signed_by(origin):
        raise OriginDiffers(found=opened.verified[0].name, expected=origin)
    return checkpoint
