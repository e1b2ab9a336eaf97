"""Real servers in folders of their own, which the server's account can reach, never durable."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.config.postgres.support import Connect
from yingshang.config.postgres import Cluster
from yingshang.config.postgres.account import serving_account
from yingshang.config.postgres.binaries import find
from yingshang.config.postgres.copies import reachable
from yingshang.config.postgres.layout import layout_for
from yingshang.config.postgres.types import RoleName

SHORT = Path("/tmp")  # noqa: S108 - mkdtemp makes private folders there
MEMORY = Path("/dev/shm")  # noqa: S108 - likewise


def _make_folder(parent: Path = SHORT) -> Path:
    path = Path(tempfile.mkdtemp(prefix="ys-", dir=parent))
    path.chmod(0o711)
    return path


def _make_fast_folder() -> Path:
    """In memory where there is plenty: a cluster is a thousand small files."""
    plenty = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4_000_000_000
    return _make_folder(MEMORY if plenty else SHORT)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that all accounts may pass; pytest's own is closed to others."""
    path = _make_folder()
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    """The package's programs where the server's account reaches them, copied once for all."""
    path = _make_folder()
    layout = layout_for(path, base=path)
    yield reachable(find("embedded"), layout, serving_account(layout.data)).folder
    shutil.rmtree(path)


def _cluster_in(folder: Path, programs: Path, *, durable: bool = False) -> Iterator[Cluster]:
    made = Cluster.for_checkout(
        folder / "checkout", base=folder / "base", binaries=programs, durable=durable
    )
    yield made
    made.stop()
    shutil.rmtree(folder)


@pytest.fixture
def cluster(programs: Path) -> Iterator[Cluster]:
    """A cluster of one test, not started."""
    yield from _cluster_in(_make_fast_folder(), programs)


@pytest.fixture
def durable_cluster(programs: Path) -> Iterator[Cluster]:
    """A cluster of one test as production has it, not started."""
    yield from _cluster_in(_make_fast_folder(), programs, durable=True)


@pytest.fixture(scope="session")
def shared_cluster(programs: Path) -> Iterator[Cluster]:
    """A cluster of all tests, running or not."""
    yield from _cluster_in(_make_fast_folder(), programs)


@pytest.fixture
def running(shared_cluster: Cluster) -> Cluster:
    """The shared cluster, running; a test may use its own tables there, stop it or kill it."""
    shared_cluster.start()
    return shared_cluster


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Connections by role, closed at the end."""
    made = []

    def connect_as(
        cluster: Cluster, role: RoleName, database: str = "yingshang"
    ) -> psycopg.Connection[tuple[object, ...]]:
        connection = psycopg.connect(cluster.url(role, database), autocommit=True)
        made.append(connection)
        return connection

    yield connect_as
    for connection in made:
        connection.close()


@pytest.fixture
def as_root() -> None:
    """Skip aloud where the test needs to become another account."""
    if os.geteuid() != 0:
        pytest.skip("needs root to act as another account")
