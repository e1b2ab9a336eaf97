"""The town whose services are rated."""

import pytest

from tests.core.ratings.town import Town


@pytest.fixture
def town(db) -> Town:
    return Town()
