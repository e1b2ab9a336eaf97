"""What all tests share: one migrated database a process, closed network, and the cast.

Most tests run inside a transaction that is rolled back. A test that needs real transactions asks
for `real_database`: a copy of its own, since the ledger refuses to be emptied.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings
from django.db import connections

import yingshang
from tests.browser import CHROMIUM, _opened, chromium, still
from tests.migrated import ensure_migrated, migrate
from tests.scenes import Scenes
from tests.server import drop, drop_leftovers, point_at, recreate
from yingshang.ui.translations import compile_catalogues

if TYPE_CHECKING:
    from _pytest.fixtures import SubRequest

__all__ = ["_opened", "chromium", "still"]  # fixtures of all tests

LONG_FILES = (
    "test_up.py",
    "test_opening_a_company.py",
    "test_promises.py",
    "test_every_page.py",
    "test_access.py",
    "test_schemathesis.py",
    "test_at_once.py",
    "test_one_by_one_and_in_batches.py",
    "test_benefit_kills.py",
    "test_kills.py",
    "test_resuming.py",
    "test_accessible.py",
    "test_benefits.py",
    "test_two_thousand_officers.py",
    "test_audit.py",
    "test_desk_accessible.py",
    "test_agent.py",
    "test_cases.py",
    "test_afterwards.py",
)  # by how long they take, longest first

hypothesis.settings.register_profile(
    "house", deadline=None, derandomize=True, database=None, max_examples=50
)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session", autouse=True)
def _english() -> None:
    """The message catalogues, compiled as `yingshang up` does."""
    compile_catalogues(Path(yingshang.__file__).parent)


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database with the lists loaded, from which others are copied."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"test_template_{worker}_{os.getpid()}" if worker else f"test_template_{os.getpid()}"
    drop_leftovers()
    with django_db_blocker.unblock():
        recreate(name, template=ensure_migrated())
        migrate(name)
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
    point_at(name)
    yield
    for alias in ("default", "owner"):
        connections[alias].close()
    drop(name)


@pytest.fixture(scope="session")
def scenes(
    template_database: str, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Scenes]:
    """The scenes of this process, each told when a test first names it."""
    run = template_database.replace("template", "run")
    scenes = Scenes(template_database, run, django_db_blocker, settings.SCRATCH / "scenes")
    yield scenes
    scenes.drop()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: "SubRequest") -> None:
    """Before a test's transaction begins, go to the scene that the test names."""
    if fixturedef.argname == "_django_db_helper":
        request.getfixturevalue("scenes").enter(request.node.fixturenames)


@pytest.fixture
def real_database(
    template_database: str,
    scenes: Scenes,
    request: pytest.FixtureRequest,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[str]:
    """A database of its own for a test that commits, with access from any thread."""
    before = settings.DATABASES["default"]["NAME"]
    scene = scenes.database(request.node.fixturenames, otherwise=template_database)
    name = template_database.replace("template", "own")
    point_at(name)
    recreate(name, template=scene)
    with django_db_blocker.unblock():
        yield name
    for alias in ("default", "owner"):
        connections[alias].close()
    point_at(before)
    drop(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, so that no worker is left with one at the end.

    Where a browser is required, its absence fails the run instead of skipping.
    """
    rank = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))
    if os.environ.get("YINGSHANG_REQUIRE_BROWSER") and CHROMIUM is None:
        raise pytest.UsageError("no chromium, and YINGSHANG_REQUIRE_BROWSER is set")


def pytest_unconfigure() -> None:
    """Leave no scratch folder behind."""
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)
