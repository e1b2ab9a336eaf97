"""A follower outside: what it recognises when sealed entries are changed behind the back."""

from dataclasses import replace

import pytest

from tests.proofs.log.factory import ORIGIN, SIGNER, Log, MemoryTiles, entries, entry
from yingshang.proofs.log import Ed25519Signer, Frontier
from yingshang.proofs.log.fetching import NotServed
from yingshang.proofs.log.follower import Memory, Report, follow
from yingshang.proofs.log.follower_errors import (
    BundleDiffers,
    LogRewritten,
    LogShrunk,
    MemoryInvalid,
    TileUnfit,
)

SIZE = 600


def _follow(log: Log, memory: Memory | None = None, mirror: MemoryTiles | None = None) -> Report:
    return follow(log, [SIGNER.verifier], origin=ORIGIN, memory=memory, mirror=mirror)


def _followed(log: Log) -> tuple[Memory, MemoryTiles]:
    mirror = MemoryTiles()
    memory = _follow(log, mirror=mirror).memory
    assert memory is not None
    return memory, mirror


def _rewritten(changed: list[bytes], *, more: int = 0) -> Log:
    """The log again from its beginning with other entries, well signed by the log's own key."""
    log = Log()
    log.add([*changed, *entries(more, start=SIZE)])
    return log


def test_a_log_that_grows_is_followed_from_round_to_round() -> None:
    log, memory = Log(3), None
    for added in (0, 1, 252, 1, 300):
        log.add(entries(added, start=log.frontier.size))
        report = _follow(log, memory)
        assert (report.holds, report.problem) == (True, None)
        memory = report.memory
    assert memory is not None
    assert memory.frontier == log.frontier


def test_a_report_counts_the_entries_that_are_new() -> None:
    log = Log(SIZE)
    memory, _ = _followed(log)
    log.add(entries(7, start=SIZE))
    report = _follow(log, memory)
    assert report.entries == 7
    assert report.seen is not None
    assert report.seen.size == SIZE + 7


def test_a_mirror_holds_every_tile_of_the_log() -> None:
    log = Log(66_000)
    _, mirror = _followed(log)
    assert log.tiles.files.items() <= mirror.files.items()


def test_a_memory_is_written_and_read_again() -> None:
    memory, _ = _followed(Log(SIZE))
    assert Memory.from_json(memory.to_json()) == memory


def test_a_memory_of_parts_that_do_not_belong_together_is_refused() -> None:
    memory, _ = _followed(Log(SIZE))
    other = replace(memory, frontier=Log(SIZE + 1).frontier)
    for document in (b"", b"{}", b"[]", b'{"note":1,"frontier":""}', other.to_json()):
        with pytest.raises(MemoryInvalid):
            Memory.from_json(document)


ALL = entries(SIZE)
TAMPERED = {
    "edited": [*ALL[:300], entry(300, of="other"), *ALL[301:]],
    "deleted": [*ALL[:300], *ALL[301:]],
    "inserted": [*ALL[:300], entry(0, of="new"), *ALL[300:]],
    "reordered": [*ALL[:300], ALL[301], ALL[300], *ALL[302:]],
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_rewritten_entry_is_found_with_its_place(how: str) -> None:
    memory, mirror = _followed(Log(SIZE))
    report = _follow(_rewritten(TAMPERED[how], more=50), memory, mirror)
    assert isinstance(report.problem, LogRewritten)
    assert (report.problem.data["first"], report.problem.data["last"]) == (300, 300)
    assert report.memory == memory


@pytest.mark.parametrize("place", [0, 255, 256, 511, 512, 599])
def test_without_a_mirror_the_range_that_was_rewritten_is_found(place: int) -> None:
    memory, _ = _followed(Log(SIZE))
    changed = [*ALL[:place], entry(place, of="other"), *ALL[place + 1 :]]
    report = _follow(_rewritten(changed, more=9), memory)
    assert isinstance(report.problem, LogRewritten)
    first, last = report.problem.data["first"], report.problem.data["last"]
    expected = next(r for r in ((0, 511), (512, 575), (576, 591), (592, 599)) if place <= r[1])
    assert (first, last) == expected


def test_a_log_rewritten_at_the_same_size_is_found() -> None:
    memory, mirror = _followed(Log(SIZE))
    report = _follow(_rewritten(TAMPERED["edited"]), memory, mirror)
    assert isinstance(report.problem, LogRewritten)
    assert "300" in report.problem.text("zh-hans")
    assert "300" in report.problem.text("en")


def test_a_log_restored_from_an_older_backup_is_found() -> None:
    memory, _ = _followed(Log(SIZE))
    report = _follow(Log(SIZE - 1), memory)
    assert isinstance(report.problem, LogShrunk)
    assert report.memory == memory


def test_a_checkpoint_by_another_key_is_not_followed() -> None:
    memory, _ = _followed(Log(SIZE))
    log = Log(SIZE + 1, signer=Ed25519Signer(ORIGIN, b"\x09" * 32))
    report = _follow(log, memory)
    assert report.problem is not None
    assert (report.problem.code, report.seen) == ("log.signer_unknown", None)


def test_a_signed_root_that_the_tiles_do_not_lead_to_is_found() -> None:
    log = Log(SIZE)
    log.sign(root=Frontier(1, (b"\x01" * 32,)).root())
    assert isinstance(_follow(log).problem, TileUnfit)


def _flip(log: Log, path: str, at: int) -> None:
    data = bytearray(log.tiles.files[path])
    data[at] ^= 0x01
    log.tiles.files[path] = bytes(data)


def test_a_byte_changed_anywhere_in_an_edge_tile_is_found_with_its_entry() -> None:
    log = Log(SIZE)
    for at in range(0, 88 * 32, 37):
        _flip(log, "tile/0/002.p/88", at)
        problem = _follow(log).problem
        assert isinstance(problem, BundleDiffers)
        assert problem.data["index"] == 512 + at // 32
        _flip(log, "tile/0/002.p/88", at)
    assert _follow(log).holds


def test_a_changed_tile_between_two_checkpoints_is_not_taken_for_a_rewritten_log() -> None:
    log = Log(SIZE)
    memory, _ = _followed(log)
    log.add(entries(9, start=SIZE))
    _flip(log, "tile/0/002.p/97", 0)
    assert isinstance(_follow(log, memory).problem, TileUnfit)


def test_a_byte_changed_in_an_inner_tile_is_found_with_its_entry() -> None:
    log = Log(SIZE)
    _flip(log, "tile/0/001", 32 * 5)
    problem = _follow(log).problem
    assert isinstance(problem, BundleDiffers)
    assert problem.data == {"index": 261, "path": "tile/0/001"}


def test_a_byte_changed_in_a_published_entry_is_found_with_its_entry() -> None:
    log = Log(SIZE)
    _flip(log, "tile/entries/001", 34 * 5 + 2)
    problem = _follow(log).problem
    assert isinstance(problem, BundleDiffers)
    assert problem.data == {"index": 261, "path": "tile/0/001"}


@pytest.mark.parametrize("path", ["tile/0/001", "tile/1/000.p/2", "tile/entries/000"])
def test_a_tile_that_is_not_served_is_said(path: str) -> None:
    log = Log(SIZE)
    del log.tiles.files[path]
    problem = _follow(log).problem
    assert isinstance(problem, NotServed)
    assert path.removesuffix(".p/2") in str(problem.data["path"])


@pytest.mark.parametrize("length", [0, 1, 256 * 34 - 1, 256 * 34 + 1])
def test_a_tile_of_another_length_is_said(length: int) -> None:
    log = Log(SIZE)
    whole = log.tiles.files["tile/entries/001"] + b"\x00"
    log.tiles.files["tile/entries/001"] = whole[:length]
    problem = _follow(log).problem
    assert problem is not None
    assert (problem.code, problem.data["found"]) == ("log.tile_damaged", length)


def test_a_partial_tile_that_gave_way_to_the_full_one_is_still_read() -> None:
    log = Log(SIZE)
    memory, _ = _followed(log)
    stale = log.note
    log.add(entries(300, start=SIZE))
    for path in ("tile/0/002.p/88", "tile/entries/002.p/88"):
        del log.tiles.files[path]
    assert _follow(log, memory).holds
    log.note = stale
    assert _follow(log, memory).holds
