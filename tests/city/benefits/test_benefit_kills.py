"""A run and its payments, killed anywhere: nobody is paid twice, nobody and nothing is forgotten.

`make kill-benefits` does the same with hundreds of kills, and kills the database too.
"""

import os
import random
import signal
from pathlib import Path

import pytest

from tests.city.benefits.killing.life import Life
from yingshang.city.benefits.payments import batching, folders

KILLS = int(os.environ.get("YINGSHANG_TEST_KILLS", "6"))


@pytest.fixture
def folder(real_database, tmp_path, settings) -> Path:
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    settings.FACTS_FOLDER = tmp_path / "facts"
    return tmp_path


def test_killed_anywhere_a_benefit_is_paid_once_to_everybody(folder):
    chance = random.Random()  # noqa: S311  # a new run, new points; what must hold is the same
    life = Life(folder, KILLS, chance)
    assert life.live() == []
    assert life.victims.kills == sum(life.struck.values()) == KILLS
    assert len(life.struck) > 1
    assert len(life.bank.seen) > 3


def test_the_judge_finds_a_build_that_shows_files_before_their_rows(folder, monkeypatch):
    before = folder / "before"

    def at_once_and_dead(path: Path, content: bytes) -> None:
        folders.write_whole(path.parent.parent / "outgoing" / path.name, content)
        if not before.exists():
            before.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(batching, "write_whole", at_once_and_dead)
    life = Life(folder, 1, random.Random(1))  # noqa: S311  # the point is the one above
    life.way = 10**6
    found = life.live()
    assert any("sent and not known" in sentence for sentence in found)
    assert any("the bank paid" in sentence for sentence in found)
