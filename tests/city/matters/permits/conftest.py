"""A company that has just got its business licence, with food in its scope, at a fixed moment."""

import pytest
import time_machine

from tests.cast import NOW
from tests.city.matters.services.story import Town, town_cast
from tests.scenes import fixture_of, scene
from yingshang.core.models import Case


@scene(on=town_cast)
def registered_firm(_: None) -> dict[str, object]:
    """A company has its business licence; its scope has food in it."""
    town = Town()
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    return {"bundle": bundle.pk, "draft": town.draft().pk, "now": town.now}


_at_firm = fixture_of(registered_firm)


@pytest.fixture
def town(registered_firm) -> Town:
    town = Town()
    town.now = registered_firm.value["now"]
    return town


@pytest.fixture
def watch(town) -> Case:
    return Case.objects.select_related("item", "office", "party").get(kind="permit_watch")


@pytest.fixture
def at_noon(settings, tmp_path):
    """The demo's pages, two hours after it all began."""
    settings.DEMO_MODE = True
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    with time_machine.travel(NOW.replace(hour=NOW.hour + 2), tick=False):
        yield
