"""Files in an S3-compatible store, through any Django storage that overwrites files of one name."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import Storage
from typing_extensions import override

from yingshang.core.documents.errors import StoreMisbehaves
from yingshang.core.documents.stores.protocol import Store, StoredFile, place_of


class S3Store(Store):
    """Adapter of `storages.backends.s3.S3Storage` (package `yingshang[s3]`) and its like.

    Needs `file_overwrite`: a second `put` of the same bytes renews their age and is no copy.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    @override
    def put(self, sha256: str, path: Path) -> None:
        """Errors: `StoreMisbehaves` when the storage keeps it under another name."""
        name = place_of(sha256)
        with path.open("rb") as file:
            kept = self.storage.save(name, File(file))
        if kept != name:
            self.storage.delete(kept)
            raise StoreMisbehaves

    @override
    def open(self, sha256: str) -> BinaryIO:
        if not self.storage.exists(place_of(sha256)):
            raise FileNotFoundError(sha256)
        return cast("BinaryIO", self.storage.open(place_of(sha256), "rb"))

    @override
    def find(self, sha256: str) -> StoredFile | None:
        name = place_of(sha256)
        if not self.storage.exists(name):
            return None
        return StoredFile(sha256, self.storage.get_modified_time(name))

    @override
    def delete(self, sha256: str) -> None:
        if self.storage.exists(place_of(sha256)):
            self.storage.delete(place_of(sha256))

    @override
    def files(self) -> Iterator[StoredFile]:
        for first in self._folders(""):
            for second in self._folders(first):
                for name in self.storage.listdir(second)[1]:
                    stored = self.find(name) if len(name) == 64 else None
                    if stored is not None:
                        yield stored

    def _folders(self, folder: str) -> list[str]:
        inner = [name for name in self.storage.listdir(folder)[0] if len(name) == 2]
        return [f"{folder}/{name}" if folder else name for name in inner]
