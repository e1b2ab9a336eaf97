"""A ledger that really commits, in a database of the file's own and a log folder of the test's."""

import pytest
from django.conf import settings as live_settings
from django.db import connections

from tests.core.ledger.town import Town
from tests.server import drop, point_at, recreate


@pytest.fixture(scope="module")
def ledger_database(template_database):
    """A database for the tests of one file; each test wipes its place's ledger first."""
    name = template_database.replace("template", "ledger")
    recreate(name, template=template_database)
    yield name
    drop(name)


@pytest.fixture
def town(ledger_database, django_db_setup, django_db_blocker, settings, tmp_path):
    """The ledger of one place: acts are committed at once, the log is in a folder of the test."""
    before = live_settings.DATABASES["default"]["NAME"]
    settings.LOG_FOLDER = tmp_path / "log"
    point_at(ledger_database)
    town = Town(tmp_path / "log", ledger_database)
    town.wipe()
    with django_db_blocker.unblock():
        yield town
    for alias in ("default", "owner"):
        connections[alias].close()
    point_at(before)
