"""A village in which a city's simulation can begin."""

import pytest
from django.conf import settings

from tests.scenes import fixture_of, scene
from yingshang.simulation.city.plan import CityPlan
from yingshang.simulation.city.town import Town, ensure_town

PLAN = CityPlan(scale=0.00005, months=1, matters=10)


@scene()
def village_scene() -> Town:
    return ensure_town(PLAN, folder=settings.SCRATCH / "village")


told_village = fixture_of(village_scene)


@pytest.fixture
def town(village_scene) -> Town:
    return village_scene.value
