"""Files in a folder of this machine, which crashes and power cuts leave whole."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from typing_extensions import override

from yingshang.core.documents.stores.protocol import Store, StoredFile, place_of

_HEX2 = "[0-9a-f]" * 2


class DiskStore(Store):
    """`<folder>/ab/cd/<sha256>`; a file is either whole there or not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @override
    def put(self, sha256: str, path: Path) -> None:
        """Write through, rename, write the folders through; replaces a file that was damaged."""
        target = self._path(sha256)
        _make_folders(target.parent)
        _write_through(path)
        path.chmod(0o600)
        os.utime(path)
        path.replace(target)
        _write_through(target.parent)

    @override
    def open(self, sha256: str) -> BinaryIO:
        return self._path(sha256).open("rb")

    @override
    def find(self, sha256: str) -> StoredFile | None:
        return _stored(self._path(sha256))

    @override
    def delete(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    @override
    def files(self) -> Iterator[StoredFile]:
        for path in self.folder.glob(f"{_HEX2}/{_HEX2}/*"):
            stored = _stored(path)
            if stored is not None and len(path.name) == 64:
                yield stored

    def _path(self, sha256: str) -> Path:
        return self.folder / place_of(sha256)


def _stored(path: Path) -> StoredFile | None:
    try:
        modified = path.stat().st_mtime
    except FileNotFoundError:
        return None
    return StoredFile(path.name, datetime.fromtimestamp(modified, UTC))


def _make_folders(folder: Path) -> None:
    """A new folder is durable when its parent is written through."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    _write_through(folder.parent)


def _write_through(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
