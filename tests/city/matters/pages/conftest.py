"""Browsers of the cast, and an application at each stage of its way."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import yingshang
from tests.cast import PLACE
from tests.city.matters.pages import applicant as page
from tests.scenes import fixture_of, scene
from yingshang.city.matters.models import Application
from yingshang.simulation.cast import ensure_cast
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)


@pytest.fixture(autouse=True)
def _pages(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)  # an empty folder: nothing is collected in tests
    settings.FILES_FOLDER = tmp_path / "files"
    settings.DEMO_MODE = True


@scene()
def pages_cast() -> None:
    """The people of the demo: owner, partner, agent with two clients, citizen, staff."""
    ensure_cast(PLACE, at=timezone.now())


def _people():
    return ensure_cast(PLACE, at=timezone.now())


def _browser(user=None):
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@scene(on=pages_cast)
def pages_draft(_):
    """A draft of the owner that lacks nothing."""
    people = _people()
    owner = _browser(people["owner"])
    pk = page.start(owner, people["owner"].person)
    page.fill(owner, pk)
    page.upload_all(owner, pk)
    return pk


@scene(on=pages_draft)
def pages_waiting(draft):
    """An application that the owner submitted and her partner has not signed."""
    assert page.submit(_browser(_people()["owner"]), draft).status_code == 302
    return draft


@scene(on=pages_waiting)
def pages_bundle(waiting):
    """An application that both have signed: a case."""
    page.sign(_browser(_people()["partner"]), waiting)
    return waiting


_at_cast, _at_draft = fixture_of(pages_cast), fixture_of(pages_draft)
_at_waiting, _at_bundle = fixture_of(pages_waiting), fixture_of(pages_bundle)


@pytest.fixture
def cast(pages_cast):
    """The people of the demo."""
    return _people()


@pytest.fixture
def browse(db):
    """A browser in which somebody is logged in; nobody without a name."""

    return _browser


@pytest.fixture
def draft(pages_draft):
    """A draft of the owner that lacks nothing."""
    return pages_draft.value


@pytest.fixture
def waiting(pages_waiting):
    """An application that the owner submitted and her partner has not signed."""
    return pages_waiting.value


@pytest.fixture
def bundle(pages_bundle):
    """The case of an application that both have signed."""
    return Application.objects.get(pk=pages_bundle.value).case
