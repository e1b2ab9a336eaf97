"""Reading somebody else's log, over whatever brings bytes."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from yingshang.errors import Missing
from yingshang.proofs.log.errors import TileDamaged
from yingshang.proofs.log.tiles import WIDTH, tile_bytes, tile_path, width_at


class NotServed(Missing):
    """The log has nothing at this path."""

    code = "log.not_served"
    zh = "日志没有提供 {path}。"
    en = "The log does not serve {path}."


class Fetcher(Protocol):
    """What brings the bytes of a path below the log's prefix: HTTP, a folder, a test."""

    def fetch(self, path: str) -> bytes:
        """*Errors*: `NotServed`, or another `DomainError` when the log cannot be reached."""
        ...


@dataclass(frozen=True)
class FolderFetcher:
    """A log in a folder: the operator's own, or a copy that somebody handed over."""

    folder: Path

    def fetch(self, path: str) -> bytes:
        """*Errors*: `NotServed`."""
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            raise NotServed(path=path) from None


@dataclass(frozen=True)
class FetchedTiles:
    """The tiles of a log as it stands at `size`, which a checkpoint has stated."""

    fetcher: Fetcher
    size: int
    _last: dict[int, tuple[int, bytes]] = field(default_factory=dict, repr=False)

    def read(self, level: int, index: int, width: int) -> bytes:
        """The first `width` hashes or entries. *Errors*: `TileDamaged`, `NotServed`."""
        known_index, data = self._last.get(level, (-1, b""))
        if known_index != index:
            data = self._fetch(level, index, width_at(level, index, self.size))
            self._last[level] = (index, data)
        expected = tile_bytes(level, width)
        if len(data) < expected:
            path = tile_path(level, index, width)
            raise TileDamaged(path=path, expected=expected, found=len(data))
        return data[:expected]

    def _fetch(self, level: int, index: int, width: int) -> bytes:
        """A partial tile may be gone once the full one is there (C2SP tlog-tiles)."""
        path = tile_path(level, index, width)
        try:
            data = self.fetcher.fetch(path)
        except NotServed:
            if width == WIDTH:
                raise
            width, path = WIDTH, tile_path(level, index, WIDTH)
            data = self.fetcher.fetch(path)
        expected = tile_bytes(level, width)
        if len(data) != expected:
            raise TileDamaged(path=path, expected=expected, found=len(data))
        return data
