"""The moment and the actor of most tests of parties."""

from datetime import UTC, datetime

import pytest

from yingshang.core.ledger.acts import CLOCK

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def act():
    return {"place": "430302", "actor": CLOCK, "at": NOON}


@pytest.fixture
def at():
    return NOON
