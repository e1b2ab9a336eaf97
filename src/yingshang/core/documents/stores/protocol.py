"""What any store of files must do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the store, and since when, or since its last `put`."""

    sha256: str
    modified_at: datetime


class Store(Protocol):
    """Files under their SHA-256 in hex. All calls may be repeated."""

    def put(self, sha256: str, path: Path) -> None:
        """Keep the file at `path` durably, and make its age zero; `path` may be gone after."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The file to read. Errors: FileNotFoundError."""
        ...

    def find(self, sha256: str) -> StoredFile | None:
        """Whether it lies there, and since when."""
        ...

    def delete(self, sha256: str) -> None:
        """Remove it, if it is there."""
        ...

    def files(self) -> Iterator[StoredFile]:
        """All of them, in any order, without holding them in memory at once."""
        ...


def place_of(sha256: str) -> str:
    """`ab/cd/<sha256>`: at most 65,536 folders however many files."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
