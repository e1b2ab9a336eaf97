"""The lines in docs/ledger-log.md check a receipt as they stand, without our code."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proofs.log.factory import ORIGIN, SIGNER, Log, entries
from yingshang.proofs.log import Algorithm, Entry, Receipt, commitment, inclusion_proof

PAGE = Path(__file__).parents[2] / "docs" / "ledger-log.md"
BODY, SALT = '{"note":"容缺"}', bytes(32)


def _receipt(index: int, size: int) -> bytes:
    committed = commitment(SALT, BODY.encode(), algorithm=Algorithm.SHA256)
    log = Log()
    log.add([*entries(index), committed, *entries(size - index - 1, start=index + 1)])
    proof = inclusion_proof(index, size, log.tiles)
    return Receipt(ORIGIN, Entry(BODY, SALT, committed), index, proof, log.note).to_json()


def _run(document: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    program, receipt = folder / "check.py", folder / "receipt.json"
    program.write_text(PAGE.read_text("utf-8").split("```python\n")[1].split("```")[0], "utf-8")
    receipt.write_bytes(document)
    return subprocess.run(
        [sys.executable, "-I", program, receipt, SIGNER.verifier.vkey],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(("index", "size"), [(6, 7), (300, 600)])
def test_the_lines_say_yes_to_a_good_receipt(index: int, size: int, tmp_path: Path) -> None:
    answer = _run(_receipt(index, size), tmp_path)
    assert answer.stdout == f"yes: entry {index} of {ORIGIN}, which had {size} entries\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [("容缺", "齐全"), ('"index":6', '"index":5'), (f"{ORIGIN}\\n7", f"{ORIGIN}\\n8")],
    ids=["content", "place", "checkpoint"],
)
def test_the_lines_say_no_to_a_changed_one(old: str, new: str, tmp_path: Path) -> None:
    document = _receipt(6, 7).decode()
    assert old in document
    answer = _run(document.replace(old, new, 1).encode(), tmp_path)
    assert answer.returncode == 1
    assert "yes" not in answer.stdout
