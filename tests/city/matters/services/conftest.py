"""The town in which the main job is done, its people there already."""

import pytest

from tests.city.matters.services.story import Town, town_cast
from tests.scenes import Told, fixture_of

_at_cast = fixture_of(town_cast)


@pytest.fixture
def town(town_cast: Told) -> Town:
    """The demo cast at the moment of the tests."""
    return Town()
