"""The moment of an announcement: the database's own clock tells whether it was in time."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
