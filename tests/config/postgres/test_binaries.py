"""Programs are found in their order, and a system's serve as well as the package's."""

from pathlib import Path

import psycopg
import pytest

from yingshang.config.postgres import Cluster, errors
from yingshang.config.postgres.binaries import MINIMUM, PACKAGE, Binaries, find


def test_the_packages_programs_come_first_and_a_given_folder_alone() -> None:
    embedded = find("embedded")
    assert embedded.package is not None
    assert embedded.package.name == PACKAGE
    assert embedded.major >= 18
    assert find(embedded.folder).version == embedded.version
    assert find(embedded.folder.parent).folder == embedded.folder


def test_a_version_that_is_too_old_is_not_taken(folder: Path) -> None:
    for name in ("postgres", "initdb"):
        (folder / name).write_text('#!/bin/sh\necho "postgres (PostgreSQL) 14.9"\n')
        (folder / name).chmod(0o755)
    assert Binaries(folder).major == 14
    with pytest.raises(errors.NoBinaries):
        find(folder)


def test_a_systems_postgresql_runs_a_cluster(folder: Path) -> None:
    try:
        system = find("system")
    except errors.NoBinaries:
        pytest.skip(f"no system PostgreSQL {MINIMUM} or later on this machine")
    cluster = Cluster.for_checkout(folder, base=folder / "b", binaries="system", durable=False)
    try:
        cluster.start()
        with psycopg.connect(cluster.url("app")) as app:
            shown = app.execute("SHOW server_version_num").fetchone()
            encoding = app.execute("SHOW server_encoding").fetchone()
        assert shown is not None
        assert int(str(shown[0])) // 10_000 == system.major == cluster.status().major
        assert encoding == ("UTF8",)
    finally:
        cluster.stop()
