"""Browsers of the cast, and an application at each stage of its way."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import yingshang
from tests.cast import PLACE
from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application
from yingshang.simulation.cast import ensure_cast
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    settings.FILES_FOLDER = tmp_path / "files"
    settings.DEMO_MODE = True


@pytest.fixture
def cast(db):
    """The people of the demo: owner, partner, agent with two clients, citizen, staff."""
    return ensure_cast(PLACE, at=timezone.now())


@pytest.fixture
def browse(db):
    """A browser in which somebody is logged in; nobody without a name."""

    def opened(user=None):
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return opened


@pytest.fixture
def draft(cast, browse):
    """A draft of the owner that lacks nothing."""
    owner = browse(cast["owner"])
    pk = page.start(owner, cast["owner"].person)
    page.fill(owner, pk)
    page.upload_all(owner, pk)
    return pk


@pytest.fixture
def waiting(draft, cast, browse):
    """An application that the owner submitted and her partner has not signed."""
    assert page.submit(browse(cast["owner"]), draft).status_code == 302
    return draft


@pytest.fixture
def bundle(waiting, cast, browse):
    """The case of an application that both have signed."""
    page.sign(browse(cast["partner"]), waiting)
    return Application.objects.get(pk=waiting).case
