"""Small logs of invented entries, kept in memory."""

from collections.abc import Iterable
from hashlib import sha256

from yingshang.proofs.log import (
    Checkpoint,
    Ed25519Signer,
    Frontier,
    Tile,
    append,
    checkpoint,
    parse_path,
    tile_path,
)
from yingshang.proofs.log.errors import PathUnknown, TileDamaged
from yingshang.proofs.log.fetching import NotServed
from yingshang.proofs.log.tiles import tile_bytes

ORIGIN = "log.example/xiangtan/430300"
SIGNER = Ed25519Signer(ORIGIN, sha256(b"source: illustrative").digest())


def entry(index: int, *, of: str = "") -> bytes:
    """An invented commitment hash."""
    return sha256(f"{of}{index}".encode()).digest()


def entries(count: int, *, start: int = 0, of: str = "") -> list[bytes]:
    return [entry(index, of=of) for index in range(start, start + count)]


class MemoryTiles:
    """Tiles in a dictionary, with every path that was read."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.read_paths: list[str] = []

    def read(self, level: int, index: int, width: int) -> bytes:
        path, length = tile_path(level, index, width), tile_bytes(level, width)
        self.read_paths.append(path)
        for wider in range(width, 257):
            if data := self.files.get(tile_path(level, index, wider)):
                return data[:length]
        raise TileDamaged(path=path, expected=length, found=0)

    def write(self, tiles: Iterable[Tile]) -> None:
        self.files.update((tile.path, tile.data) for tile in tiles)


class Log:
    """A log that grows, signs, and is fetched from, as `core.ledger` runs one."""

    def __init__(self, count: int = 0, *, of: str = "", signer: Ed25519Signer = SIGNER) -> None:
        self.tiles = MemoryTiles()
        self.frontier = Frontier.empty()
        self.signer = signer
        self.add(entries(count, of=of))

    def add(self, added: list[bytes]) -> None:
        grown = append(self.frontier, added, reader=self.tiles)
        self.tiles.write(grown.tiles)
        self.frontier = grown.frontier
        self.sign()

    def sign(self, *, root: bytes | None = None) -> None:
        stated = Checkpoint(self.signer.name, self.frontier.size, root or self.frontier.root())
        self.note = checkpoint.sign(stated, [self.signer])

    def fetch(self, path: str) -> bytes:
        if path == "checkpoint":
            return self.note.encode()
        try:
            parse_path(path)
            return self.tiles.files[path]
        except (PathUnknown, KeyError):
            raise NotServed(path=path) from None
