"""What all tests share: one migrated database a process, closed network, and the cast.

Most tests run inside a transaction that is rolled back. A test that needs real transactions asks
for `real_database`: a copy of its own, since the ledger refuses to be emptied.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

import yingshang
from tests.server import drop, recreate, with_database
from yingshang.config.settings import _database
from yingshang.ui.translations import compile_catalogues

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def _point_at(name: str) -> None:
    for alias, variable in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL")):
        connections[alias].close()
        settings.DATABASES[alias].update(_database(with_database(os.environ[variable], name)))
        connections[alias].settings_dict.update(settings.DATABASES[alias])


@pytest.fixture(scope="session", autouse=True)
def _english() -> None:
    """The message catalogues, compiled as `yingshang up` does."""
    compile_catalogues(Path(yingshang.__file__).parent)


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database with the lists loaded, from which others are copied."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"test_template_{worker}{os.getpid()}"
    recreate(name)
    _point_at(name)
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
        _load_lists()
    for alias in ("default", "owner"):
        connections[alias].close()
    yield name
    drop(name)


def _load_lists() -> None:
    from yingshang.core.catalogue.services import load_place

    if (settings.CATALOGUE_ROOT / "xiangtan" / "place.yaml").exists():
        load_place("xiangtan")


@pytest.fixture(scope="session")
def django_db_setup(template_database: str) -> Iterator[None]:
    """The database of the tests that roll back."""
    name = template_database.replace("template", "run")
    recreate(name, template=template_database)
    _point_at(name)
    yield
    for alias in ("default", "owner"):
        connections[alias].close()
    drop(name)


@pytest.fixture
def real_database(
    template_database: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[str]:
    """A database of its own for a test that commits, with access from any thread."""
    before = settings.DATABASES["default"]["NAME"]
    name = template_database.replace("template", "own")
    recreate(name, template=template_database)
    _point_at(name)
    with django_db_blocker.unblock():
        yield name
    for alias in ("default", "owner"):
        connections[alias].close()
    _point_at(before)
    drop(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where a browser is required, a test that would be skipped for want of one fails instead."""
    if not os.environ.get("YINGSHANG_REQUIRE_BROWSER"):
        return
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        raise pytest.UsageError("no chromium, and YINGSHANG_REQUIRE_BROWSER is set")
