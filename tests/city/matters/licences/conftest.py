"""A business licence of the cast's company, and pages to check it on."""

from functools import partial
from pathlib import Path

import pytest
from django.core.cache import cache

import yingshang
from tests.cast import Cast
from tests.city.matters.licences.making import granted_case, licence_of
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.ROOT_URLCONF = "tests.city.matters.licences.urls"
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    settings.FILES_FOLDER = tmp_path / "files"
    cache.clear()


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def make_licence(cast):
    return partial(licence_of, granted_case(cast))


@pytest.fixture
def licence(make_licence):
    return make_licence()
