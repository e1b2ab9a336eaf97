"""A log's public folder: the checkpoint, and the tiles that `proofs.log` keeps beside it.

The folder is what a web server or a mirror publishes, and it lies outside the database: so it
remembers what was published even when the database forgets.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from yingshang.core.ledger.sealing.errors import FolderNotReadable, FolderNotWritable
from yingshang.core.ledger.sealing.keys import LogKeys
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.folder import FolderTiles
from yingshang.proofs.log.tiles import WIDTH, Tile


@dataclass(frozen=True, slots=True)
class LogFolder:
    """The folder of one place's log."""

    path: Path

    @property
    def tiles(self) -> FolderTiles:
        """The tiles below it."""
        return FolderTiles(self.path)

    @property
    def checkpoint_path(self) -> Path:
        """Where the last checkpoint is published."""
        return self.path / "checkpoint"

    def published(self, keys: LogKeys) -> Checkpoint | None:
        """The published checkpoint, its signature checked.

        Errors: `FolderNotReadable`; those of `checkpoint.open`.
        """
        try:
            note = self.checkpoint_path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            path = str(self.checkpoint_path)
            raise FolderNotReadable(path=path, reason=error.strerror) from error
        return checkpoints.open(note, keys.verifiers, origin=keys.origin)

    def publish(self, note: str, size: int, keys: LogKeys) -> None:
        """Put a checkpoint in the place of a smaller one; a larger one stays.

        Errors: `FolderNotWritable`.
        """
        try:
            with self._locked():
                before = self.published(keys)
                if before is None or before.size <= size:
                    _replace(self.checkpoint_path, note.encode())
        except OSError as error:
            raise FolderNotWritable(
                path=str(self.checkpoint_path), reason=error.strerror
            ) from error

    def tidy(self, tiles: Iterable[Tile]) -> None:
        """Remove the partial tiles of those that became full."""
        for tile in tiles:
            if tile.width == WIDTH:
                shutil.rmtree(self.path / f"{tile.path}.p", ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def folder_of(place: str) -> LogFolder:
    """The public folder of a place's log."""
    return LogFolder(Path(settings.LOG_FOLDER) / place)


def published_places() -> set[str]:
    """The places whose logs were published, as far as the folder remembers."""
    return {path.parent.name for path in Path(settings.LOG_FOLDER).glob("*/checkpoint")}


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
