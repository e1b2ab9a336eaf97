"""The town, its pages, and a fixed clock."""

from pathlib import Path

import pytest
import time_machine

import yingshang
from tests.cast import NOW
from tests.core.ratings.town import Town
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.ROOT_URLCONF = "tests.city.matters.rating.urls"
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def town(db) -> Town:
    return Town()


@pytest.fixture
def bad(town):
    """A bad rating of the owner's case, with its follow-up."""
    opinion = Opinion(1, ("slow", "unclear"), "跑了两趟才办好")
    return rate(town.case().pk, opinion, user=town.owner, at=NOW)


@pytest.fixture
def as_user(client):
    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
