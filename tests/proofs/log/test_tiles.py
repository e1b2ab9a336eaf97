"""The paths of tiles, and a folder of them that is whole at any moment."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.log.factory import entries
from yingshang.proofs.log import ENTRIES, FolderTiles, Frontier, Tile, append
from yingshang.proofs.log.entries import decode
from yingshang.proofs.log.errors import PathUnknown, TileDamaged, TileNotWritten
from yingshang.proofs.log.tiles import parse_path, tile_path, width_at


@pytest.fixture
def folder(tmp_path: Path) -> FolderTiles:
    tiles = FolderTiles(tmp_path)
    tiles.write(append(Frontier.empty(), entries(300), reader=tiles).tiles)
    return tiles


@pytest.mark.parametrize(
    ("coordinates", "path"),
    [
        ((0, 1_234_067, 256), "tile/0/x001/x234/067"),
        ((1, 0, 17), "tile/1/000.p/17"),
        ((ENTRIES, 1000, 1), "tile/entries/x001/000.p/1"),
        ((63, 999, 256), "tile/63/999"),
    ],
)
def test_a_tile_has_the_path_of_the_specification(
    coordinates: tuple[int, int, int], path: str
) -> None:
    assert tile_path(*coordinates) == path
    assert parse_path(path) == coordinates


@given(st.integers(-1, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_every_tile_is_found_by_its_path(level: int, index: int, width: int) -> None:
    assert parse_path(tile_path(level, index, width)) == (level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/64/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/0/0",
        "tile/0/x000/001",
        "tile/0/001/067",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000/",
        "tile/0/../../secret",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/0/" + "x999/" * 20 + "999",
        "checkpoint",
    ],
)
def test_any_other_path_is_refused(path: str) -> None:
    with pytest.raises(PathUnknown):
        parse_path(path)


def test_the_width_of_a_tile_follows_from_the_size_of_the_log() -> None:
    assert [width_at(0, at, 70_000) for at in (0, 272, 273, 274)] == [256, 256, 112, 0]
    assert [width_at(level, 0, 256) for level in (ENTRIES, 0, 1, 2)] == [256, 256, 1, 0]


def test_a_folder_gives_back_what_was_written(folder: FolderTiles) -> None:
    assert decode(folder.read(ENTRIES, 0, 256), index=0, width=256) == entries(256)
    assert len(folder.read(1, 0, 1)) == 32


def test_no_draft_is_left_beside_the_tiles(folder: FolderTiles) -> None:
    names = [path.name for path in folder.folder.rglob("*") if path.is_file()]
    assert sorted(names) == ["000", "000", "1", "44", "44"]


def test_a_partial_tile_is_read_from_the_full_one_when_it_is_gone(folder: FolderTiles) -> None:
    assert folder.read(0, 0, 10) == folder.read(0, 0, 256)[:320]


def test_a_width_that_was_never_written_is_read_from_a_wider_tile(folder: FolderTiles) -> None:
    assert folder.read(0, 1, 10) == folder.read(0, 1, 44)[:320]
    with pytest.raises(TileDamaged):
        folder.read(0, 1, 45)


@pytest.mark.parametrize("length", [0, 1, 8191, 8193])
def test_a_tile_cut_short_on_disk_is_named(folder: FolderTiles, length: int) -> None:
    path = folder.folder / "tile/0/000"
    path.write_bytes(bytes(length))
    with pytest.raises(TileDamaged) as damaged:
        folder.read(0, 0, 256)
    assert damaged.value.data == {"path": str(path), "expected": 8192, "found": length}
    assert str(path) in damaged.value.text("zh-hans")


@pytest.mark.parametrize("width", [10, 256])
def test_a_missing_tile_is_named(folder: FolderTiles, width: int) -> None:
    with pytest.raises(TileDamaged) as damaged:
        folder.read(0, 7, width)
    assert str(damaged.value.data["path"]).endswith(tile_path(0, 7, width))


def test_a_bundle_with_a_wrong_length_inside_is_named(folder: FolderTiles) -> None:
    data = bytearray(folder.read(ENTRIES, 0, 256))
    data[35] ^= 1
    with pytest.raises(TileDamaged, match="tile/entries/000"):
        decode(bytes(data), index=0, width=256)


def test_what_a_killed_writer_left_is_swept_and_nothing_else(folder: FolderTiles) -> None:
    before = sorted(folder.folder.rglob("*"))
    (folder.folder / "tile/0/.001.0123456789ab").write_bytes(b"half a tile")
    assert folder.sweep() == 1
    assert folder.sweep() == 0
    assert sorted(folder.folder.rglob("*")) == before


def test_many_tiles_are_written_whole_by_many_threads(tmp_path: Path) -> None:
    tiles = FolderTiles(tmp_path, durable=True)
    grown = append(Frontier.empty(), entries(3_000), reader=tiles)
    tiles.write(grown.tiles)
    for tile in grown.tiles:
        assert tiles.read(tile.level, tile.index, tile.width) == tile.data


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_tile_whole_and_no_draft(
    folder: FolderTiles, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = folder.read(0, 0, 256)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(TileNotWritten, match="No space left"):
        folder.write([Tile(0, 0, 256, bytes(8192))])
    assert folder.read(0, 0, 256) == before
    assert not list(folder.folder.rglob(".*"))


def test_a_place_that_cannot_hold_tiles_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "tile").write_text("a file where a folder should be")
    with pytest.raises(TileNotWritten, match="tile"):
        FolderTiles(tmp_path).write([Tile(0, 0, 1, bytes(32))])
