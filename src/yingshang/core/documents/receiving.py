"""An upload becomes a file on this machine, in pieces, never whole in memory."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from yingshang.core.documents.errors import EmptyFile, FileTooLarge
from yingshang.core.documents.names import shown

CHUNK_BYTES = 256 * 1024
HARD_CAP_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A whole upload, its size and its SHA-256 in hex; the file is gone after the `with`."""

    path: Path
    sha256: str
    size_bytes: int


@contextmanager
def received(
    upload: BinaryIO, *, name: str, max_size_bytes: int, folder: Path
) -> Iterator[Received]:
    """The upload under a temporary name in `folder`, removed afterwards unless it was moved away.

    Errors: `FileTooLarge` as soon as one byte too many arrives, `EmptyFile`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    limit = min(max_size_bytes, HARD_CAP_BYTES)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="upload-", delete=False) as target:
        path = Path(target.name)
        try:
            digest, size = _copy(upload, target, name=name, limit=limit)  # type: ignore[arg-type]  # a binary file
            yield Received(path, digest, size)
        finally:
            path.unlink(missing_ok=True)


def _copy(upload: BinaryIO, target: BinaryIO, *, name: str, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    if upload.seekable():
        upload.seek(0)  # a retry begins anew
    while chunk := upload.read(CHUNK_BYTES):
        size += len(chunk)
        if size > limit:
            raise FileTooLarge(field="file", name=shown(name), limit_kib=limit // 1024)
        digest.update(chunk)
        target.write(chunk)
    if size == 0:
        raise EmptyFile(field="file", name=shown(name))
    target.flush()
    return digest.hexdigest(), size
