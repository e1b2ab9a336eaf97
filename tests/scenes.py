"""Databases in which something has happened already, each made once a process and then shared.

A story that many tests begin with (a cast, a draft, a case under way) is told once, in a copy of
the template database, and committed. A test that names the scene runs there, in a transaction that
is rolled back like any other test's. A scene answers plain values (ids), never rows: rows are read
anew by each test.

    @scene(on=cast_scene)
    def draft_scene(cast): ...          # told in a copy of the cast's database

    @pytest.fixture
    def draft(draft_scene): return draft_scene.value

where the fixture `draft_scene` is `fixture_of(draft_scene)`.
"""

import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connections
from django.test import override_settings

from tests.server import drop, point_at, recreate


@dataclass(frozen=True)
class Scene:
    """How a scene is told: on which other one, at which moment, with which files."""

    name: str
    tell: Callable[..., object]
    on: "Scene | None"
    at: datetime | None  # where the clock stands when it begins; None is the real clock
    depth: int


@dataclass(frozen=True)
class Told:
    """What a scene left: its database, its answer, its moment, its folder of files."""

    database: str
    value: Any
    at: datetime | None
    files: Path


SCENES: dict[str, Scene] = {}


def scene(*, on: "Scene | None" = None, at: datetime | None = None) -> Callable[..., Any]:
    """Make a function a scene, which takes the answer of the scene it stands on."""

    def declare(tell: Callable[..., object]) -> Scene:
        name = tell.__name__
        assert name not in SCENES, f"two scenes are called {name}"
        made = Scene(name, tell, on, at, on.depth + 1 if on else 0)
        SCENES[name] = made
        return made

    return declare


def fixture_of(made: Scene) -> Any:
    """A fixture of the scene's name: what was told there, the database standing at it."""

    @pytest.fixture(name=made.name)
    def told(
        request: pytest.FixtureRequest, scenes: "Scenes", settings: Any, tmp_path: Path
    ) -> Any:
        names = request.node.fixturenames
        request.getfixturevalue("real_database" if "real_database" in names else "db")
        found = scenes.told(made)
        if scenes.wanted(names) is made and found.files.exists():
            settings.FILES_FOLDER = tmp_path / "files"
            shutil.copytree(found.files, settings.FILES_FOLDER)
        return found

    return told


@dataclass
class Scenes:
    """The scenes of one process."""

    template: str
    run: str  # the database of tests without a scene
    blocker: Any
    folder: Path
    _told: dict[str, Told] = field(default_factory=dict)

    def wanted(self, names: Iterable[str]) -> Scene | None:
        """The deepest scene that a test names with its fixtures."""
        found = [SCENES[name] for name in names if name in SCENES]
        return max(found, key=lambda one: one.depth, default=None)

    def database(self, names: Iterable[str], *, otherwise: str) -> str:
        """The database in which these names stand."""
        wanted = self.wanted(names)
        return self.told(wanted).database if wanted else otherwise

    def enter(self, names: Iterable[str]) -> None:
        """Point the connections at the scene that is named, or at none."""
        name = self.database(names, otherwise=self.run)
        if django_settings.DATABASES["default"]["NAME"] != name:
            point_at(name)

    def told(self, made: Scene) -> Told:
        """The scene, told on first use."""
        if made.name not in self._told:
            self._told[made.name] = self._tell(made)
        return self._told[made.name]

    def _tell(self, made: Scene) -> Told:
        base = self.told(made.on) if made.on else None
        name = self.template.replace("template", made.name)
        files = self.folder / made.name
        if base and base.files.exists():
            shutil.copytree(base.files, files)
        point_at(name)  # first, since a database with connections can not be copied
        recreate(name, template=base.database if base else self.template)
        at = (base.at if base else None) or made.at
        with ExitStack() as stack:
            stack.enter_context(self.blocker.unblock())
            stack.enter_context(override_settings(FILES_FOLDER=files, DEMO_MODE=True))
            stack.enter_context(closing(_Connections()))
            clock = stack.enter_context(time_machine.travel(at, tick=False)) if at else None
            words = ([base.value] if base else []) + ([clock] if clock else [])
            value = made.tell(*words)
            return Told(name, value, datetime.now(UTC) if clock else None, files)

    def drop(self) -> None:
        """Drop the databases."""
        _Connections().close()
        for told in self._told.values():
            drop(told.database)


class _Connections:
    """This thread's connections, to be closed so that their database can be copied."""

    def close(self) -> None:
        for alias in ("default", "owner"):
            connections[alias].close()
