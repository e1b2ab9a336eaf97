"""The desk, with everything delivered."""

from pathlib import Path

import pytest

from tests.city.benefits.desk import Desk, deliver_all


@pytest.fixture
def bare_desk(db) -> Desk:
    return Desk()


@pytest.fixture
def desk(bare_desk: Desk, tmp_path: Path) -> Desk:
    deliver_all(tmp_path)
    return bare_desk
