"""The desk's pages on the real lists, at a fixed hour, with the cast at the desk."""

import uuid
from pathlib import Path

import pytest
import time_machine
from django.test import Client

import yingshang
from tests.cast import Cast
from tests.city.matters.desk.making import LATER
from yingshang.core.catalogue.places import _place_code
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _desk(db, settings, tmp_path):
    settings.ROOT_URLCONF = "tests.city.matters.desk.pages"
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    _place_code.cache_clear()
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def enter():
    """A browser of the user."""

    def browser(user) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return browser


def posted(version: int, **more) -> dict[str, object]:
    """What a step's form sends."""
    return {"version": version, "submission_key": str(uuid.uuid4()), **more}
