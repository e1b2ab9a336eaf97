"""The house's own rules, checked on every file."""

import re
import subprocess
from pathlib import Path

import pytest

import yingshang
from yingshang.core.cases.diagrams import mermaid
from yingshang.core.cases.lifecycle import lifecycles
from yingshang.ui.translations import missing_translations

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCE = Path(yingshang.__file__).parent
PLAIN = {".py", ".md", ".html", ".yaml", ".toml", ".css", ".js", ".typ", ".txt", ".lock"}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    return [CHECKOUT / name for name in listed.splitlines() if Path(name).suffix in PLAIN]


def test_english_is_complete():
    assert missing_translations(SOURCE) == []


def test_no_file_of_requirements_names_where_packages_come_from():
    for lock in CHECKOUT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    assert not (CHECKOUT / "uv.lock").exists()


def test_no_file_carries_a_path_of_a_machine():
    here = str(CHECKOUT.parent) + "/"
    assert [f for f in tracked() if here in f.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "misc.py"])
def test_no_file_is_named_after_nothing(name):
    assert list(SOURCE.rglob(name)) == []


def test_the_diagrams_in_the_docs_are_drawn_from_the_tables_that_run():
    text = (CHECKOUT / "docs" / "lifecycles.md").read_text(encoding="utf-8")
    for lifecycle in lifecycles():
        assert mermaid(lifecycle) in text, f"run: make docs ({lifecycle.kind})"
