"""A run and its payments, killed anywhere: nobody is paid twice, nobody and nothing is forgotten.

`make kill-benefits` does the same with hundreds of kills and a database that is killed too.
"""

import os
import random

from tests.city.benefits.killing.life import Life
from yingshang.city.benefits.payments import batching, folders

KILLS = int(os.environ.get("YINGSHANG_TEST_KILLS", "8"))


def test_killed_anywhere_a_benefit_is_paid_once_to_everybody(real_database, tmp_path, settings):
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    settings.FACTS_FOLDER = tmp_path / "facts"
    chance = random.Random()  # noqa: S311  # a new run, new points; what must hold is the same
    life = Life(tmp_path, KILLS, 1, chance)
    assert life.live() == []
    assert life.victims.kills == KILLS
    assert sum(life.bank.paid().values()) > 0
