"""A small town of offices, items and people, invented, for the tests of access."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.access.town import Town

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def town(db):
    return Town(at=NOON, day=timedelta(days=1))
