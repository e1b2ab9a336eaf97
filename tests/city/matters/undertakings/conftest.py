"""The kitchen in which promises are made, its people there already."""

import pytest

from tests.city.matters.undertakings.story import Kitchen, kitchen_cast
from tests.scenes import Told, fixture_of

_at_cast = fixture_of(kitchen_cast)


@pytest.fixture
def kitchen(kitchen_cast: Told) -> Kitchen:
    """The demo's firm and its offices at the moment of the tests."""
    return Kitchen()
