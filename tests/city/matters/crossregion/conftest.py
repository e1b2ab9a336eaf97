"""Two places in one database, and a folder of letters for each test."""

import pytest

from tests.city.matters.crossregion.places import Places, two_places
from tests.scenes import Told, fixture_of

_at_two = fixture_of(two_places)


@pytest.fixture
def places(two_places: Told, settings, tmp_path) -> Places:
    """Both places at the moment of the tests."""
    settings.EXCHANGE_FOLDER = tmp_path / "exchange"
    return Places()
