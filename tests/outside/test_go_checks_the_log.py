"""Go's note and tlog packages share no code with us; they accept our log and refuse a bent one."""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proofs.log.factory import SIGNER, Log, entries
from yingshang.proofs.log import FolderTiles, consistency_proof, inclusion_proof
from yingshang.proofs.log.tiles import Tile, parse_path

SIZES = [(1, 2), (255, 257), (256, 512), (600, 70_000)]
ORDINARY = (600, 70_000)
PLACES = (0, 255, 256, 65_535, 65_536, 69_888, 69_999)


def _publish(folder: Path, old: int, new: int) -> Path:
    """A log that signed at `old` and grew to `new`, and the proofs that we claim for it."""
    log = Log(old)
    earlier = log.note
    log.add(entries(new - old, start=old))
    tiles = FolderTiles(folder, durable=False)
    tiles.write(Tile(*parse_path(path), data) for path, data in log.tiles.files.items())
    (folder / "checkpoint").write_text(log.note)
    claims = {
        "vkey": SIGNER.verifier.vkey,
        "skey": SIGNER.skey,
        "earlier": earlier,
        "consistency": _texts(consistency_proof(old, new, tiles)),
        "inclusion": [
            {"index": at, "proof": _texts(inclusion_proof(at, new, tiles))}
            for at in sorted({*PLACES, new - 1})
            if at < new
        ],
    }
    (folder / "claims.json").write_text(json.dumps(claims))
    return folder


def _texts(hashes: tuple[bytes, ...]) -> list[str]:
    return [base64.b64encode(each).decode() for each in hashes]


def _run(program: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, folder], capture_output=True, text=True, check=False, timeout=30
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _publish(tmp_path_factory.mktemp("log"), *ORDINARY)


@pytest.mark.parametrize(("old", "new"), SIZES)
def test_go_accepts_checkpoint_tiles_and_proofs(
    logcheck: Path, tmp_path: Path, old: int, new: int
) -> None:
    answer = _run(logcheck, _publish(tmp_path, old, new))
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[:2] == [f"checkpoint {new}", "signer"]
    assert lines[-1] == f"consistency {old} {new}"
    assert f"inclusion {new - 1}" in lines


def _bend_file(path: str, at: int) -> Callable[[Path], None]:
    def bend(folder: Path) -> None:
        data = bytearray((folder / path).read_bytes())
        data[at] ^= 1
        (folder / path).write_bytes(bytes(data))

    return bend


def _bend_proof(name: str) -> Callable[[Path], None]:
    def bend(folder: Path) -> None:
        claims = json.loads((folder / "claims.json").read_text())
        proof = claims[name] if name == "consistency" else claims[name][0]["proof"]
        first = bytearray(base64.b64decode(proof[0]))
        first[7] ^= 1
        proof[0] = base64.b64encode(bytes(first)).decode()
        (folder / "claims.json").write_text(json.dumps(claims))

    return bend


@pytest.mark.parametrize(
    "bend",
    [
        _bend_file("checkpoint", 30),
        _bend_file("tile/0/000", 8000),
        _bend_file("tile/1/001.p/17", 5),
        _bend_file("tile/entries/000", 20),
        _bend_proof("inclusion"),
        _bend_proof("consistency"),
    ],
    ids=["checkpoint", "tile", "edge", "entry", "inclusion", "consistency"],
)
def test_go_refuses_what_was_bent(
    logcheck: Path, published: Path, tmp_path: Path, bend: Callable[[Path], None]
) -> None:
    folder = tmp_path / "bent"
    shutil.copytree(published, folder)
    bend(folder)
    answer = _run(logcheck, folder)
    assert answer.returncode == 1
    assert answer.stderr
    assert "consistency" not in answer.stdout
