"""Growing a log: any way of cutting it into steps gives the tree and the tiles of the RFC."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proofs.log import reference
from tests.proofs.log.factory import Log, MemoryTiles, entries
from yingshang.proofs.log import EMPTY_ROOT, Frontier, append, grow
from yingshang.proofs.log.entries import decode
from yingshang.proofs.log.errors import (
    EntryInvalid,
    FrontierInvalid,
    TileDamaged,
    TileDiffers,
)
from yingshang.proofs.log.hashing import leaf_hashes
from yingshang.proofs.log.tiles import ENTRIES, parse_path, width_at

ALL = entries(700)
LEAVES = leaf_hashes(ALL)


@given(st.lists(st.integers(0, 300), max_size=6))
def test_steps_of_any_size_give_the_root_of_the_definition(steps: list[int]) -> None:
    tiles, frontier = MemoryTiles(), Frontier.empty()
    for step in steps:
        end = min(700, frontier.size + step)
        grown = grow(frontier, LEAVES[frontier.size : end], reader=tiles)
        tiles.write(grown.tiles)
        frontier = grown.frontier
    assert frontier.root() == reference.mth(ALL[: frontier.size])
    assert Frontier.from_bytes(frontier.to_bytes()) == frontier


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 512, 513, 700])
def test_the_tiles_are_the_hashes_of_the_definition(size: int) -> None:
    for tile in append(Frontier.empty(), ALL[:size], reader=MemoryTiles()).tiles:
        if tile.level == ENTRIES:
            bundle = decode(tile.data, index=tile.index, width=tile.width)
            assert bundle == ALL[tile.index * 256 : tile.index * 256 + tile.width]
            continue
        assert tile.width == width_at(tile.level, tile.index, size)
        span = 256**tile.level
        starts = [(tile.index * 256 + at) * span for at in range(tile.width)]
        assert tile.data == b"".join(reference.mth(ALL[at : at + span]) for at in starts)


def test_a_log_of_seventy_thousand_has_the_tiles_that_the_specification_counts() -> None:
    log = Log(70_000)
    found = [parse_path(path) for path in log.tiles.files]
    widths = {
        level: sorted(w for lv, _, w in found if lv == level and w < 256) for level in (0, 1, 2)
    }
    full = {level: sum(1 for lv, _, w in found if lv == level and w == 256) for level in (0, 1, 2)}
    assert full == {0: 273, 1: 1, 2: 0}
    assert widths == {0: [112], 1: [17], 2: [1]}


@pytest.mark.parametrize("first", [65_535, 65_536, 65_537])
def test_a_border_of_two_levels_is_crossed_in_any_step(first: int) -> None:
    whole = Log(65_540)
    stepped = Log(first)
    stepped.add(entries(65_540 - first, start=first))
    assert stepped.frontier == whole.frontier
    assert whole.tiles.files.items() <= stepped.tiles.files.items()


def test_growing_by_nothing_changes_nothing() -> None:
    log = Log(300)
    grown = append(log.frontier, [], reader=MemoryTiles())
    assert (grown.frontier, grown.tiles) == (log.frontier, ())


def test_growing_reads_only_the_tiles_at_the_edge() -> None:
    log = Log(66_000)
    log.tiles.read_paths.clear()
    append(log.frontier, entries(1), reader=log.tiles)
    assert sorted(log.tiles.read_paths) == ["tile/0/257.p/208", "tile/entries/257.p/208"]


@pytest.mark.parametrize(
    ("path", "at"), [("tile/0/001.p/44", 40), ("tile/1/000.p/1", 0), ("tile/entries/001.p/44", 40)]
)
def test_an_edge_that_was_changed_on_disk_stops_the_growth(path: str, at: int) -> None:
    log = Log(300)
    edge = bytearray(log.tiles.files[path])
    edge[at] ^= 1
    log.tiles.files[path] = bytes(edge)
    with pytest.raises(TileDiffers, match=path.partition(".")[0]):
        append(log.frontier, entries(256), reader=log.tiles)


def test_an_edge_that_is_missing_stops_the_growth() -> None:
    log = Log(300)
    del log.tiles.files["tile/entries/001.p/44"]
    with pytest.raises(TileDamaged, match="entries/001"):
        append(log.frontier, entries(1), reader=log.tiles)


@pytest.mark.parametrize("bad", [b"", b"\x00" * 31, b"\x00" * 33])
def test_only_hashes_of_32_bytes_enter(bad: bytes) -> None:
    with pytest.raises(EntryInvalid) as refused:
        append(
            Frontier.empty(), [*entries(2), bad, b"\x00" * (64 - len(bad))], reader=MemoryTiles()
        )
    assert refused.value.data["index"] == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 7, b"\x00" * 9, (1).to_bytes(8, "big"), (3).to_bytes(8, "big") + b"\x00" * 32],
    ids=len,
)
def test_bytes_that_are_no_frontier_are_refused(data: bytes) -> None:
    with pytest.raises(FrontierInvalid):
        Frontier.from_bytes(data)


def test_a_frontier_beyond_what_a_checkpoint_can_state_is_refused() -> None:
    with pytest.raises(FrontierInvalid):
        Frontier(1 << 63, (EMPTY_ROOT,))
