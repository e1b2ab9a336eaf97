"""Sealers and writers that are killed at any point leave nothing skipped and nothing twice."""

import os
import random

from tests.core.ledger.killing import Killing
from tests.core.ledger.outsider import Outsider
from tests.core.ledger.town import PLACE, seal_up_to
from yingshang.core.ledger.verifying import verify

KILLS = int(os.environ.get("YINGSHANG_TEST_KILLS", "12"))


def test_kills_at_random_points_lose_nothing_and_fork_nothing(town, tmp_path):
    chance = random.Random()  # noqa: S311  # a new run, new points; what must hold is the same
    outsider = Outsider(town.log, PLACE)
    with Killing(tmp_path / "notes") as killing:
        for _ in range(KILLS):
            killing.kill_one(chance)
            outsider.look()
            assert killing.acknowledged() <= town.entries()
            town.placed()
    entries = town.entries()
    seal_up_to(len(entries))
    placed = town.placed()
    assert set(placed) == entries >= killing.acknowledged()
    assert len(placed) == len(entries) > 0
    assert outsider.look() == len(placed)
    assert verify(PLACE).holds
    assert sum(killing.kills.values()) == KILLS
