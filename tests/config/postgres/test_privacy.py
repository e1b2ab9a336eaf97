"""Nobody else on the machine reaches the server, its socket, its data or its passwords."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.config.postgres.support import NOBODY, Connect
from yingshang.config.postgres import Cluster
from yingshang.config.postgres.layout import ROOT_BASE


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_server_listens_on_its_socket_alone(running: Cluster, connect: Connect) -> None:
    admin = connect(running, "admin")
    shown = {
        name: admin.execute("SELECT current_setting(%s)", [name]).fetchone()
        for name in ("listen_addresses", "unix_socket_directories")
    }
    assert shown == {
        "listen_addresses": ("",),
        "unix_socket_directories": (str(running.layout.socket),),
    }
    pid = running.status().pid
    if Path("/proc/net/tcp").exists():
        owned = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir()}
        listening = {
            f"socket:[{line.split()[9]}]"
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
            if line.split()[3] == "0A"
        }
        assert any(name.startswith("socket:") for name in owned)
        assert not owned & listening


def test_the_only_way_in_is_a_scram_password(running: Cluster, connect: Connect) -> None:
    rules = connect(running, "admin").execute(
        "SELECT type, database, user_name, auth_method FROM pg_hba_file_rules"
    )
    assert rules.fetchall() == [("local", ["all"], ["all"], "scram-sha-256")]


def test_files_are_closed_to_others(running: Cluster) -> None:
    layout = running.layout
    assert _mode(layout.passwords) == 0o600
    assert layout.passwords.stat().st_uid == os.geteuid()
    assert _mode(layout.data) == _mode(layout.socket) == 0o700
    assert _mode(layout.base) & 0o007 == 0
    assert _mode(layout.log) == 0o600


@pytest.mark.usefixtures("as_root")
def test_another_account_can_not_enter_the_socket_folder(running: Cluster) -> None:
    if running.layout.data.stat().st_uid == NOBODY:
        pytest.skip("the server itself runs as nobody here")
    enter = ["/bin/sh", "-c", 'cd "$0"']
    for folder in (running.layout.base, running.layout.socket, running.layout.data):
        tried = subprocess.run(
            [*enter, folder], cwd="/", capture_output=True, check=False,
            user=NOBODY, group=NOBODY, extra_groups=[],
        )  # fmt: skip
        assert tried.returncode != 0, folder
    reached = subprocess.run([*enter, running.layout.checkout.parent], check=False, user=NOBODY)
    assert reached.returncode == 0


def test_no_password_stands_in_a_process_or_in_the_log(running: Cluster) -> None:
    passwords = [line.split(":")[4] for line in running.layout.passwords.read_text().splitlines()]
    shown = " ".join(running.psql_command("owner")) + running.layout.log.read_text()
    if Path("/proc/self").exists():
        pid = running.status().pid
        shown += Path(f"/proc/{pid}/cmdline").read_text()
        shown += Path(f"/proc/{pid}/environ").read_text()
    assert len(passwords) == 3
    assert not [password for password in passwords if password in shown]


def test_the_log_keeps_no_content_of_a_row(running: Cluster, connect: Connect) -> None:
    owner = connect(running, "owner")
    owner.execute("CREATE TABLE people (name text PRIMARY KEY)")
    for expected in (None, psycopg.errors.UniqueViolation):
        insert = "INSERT INTO people VALUES ('only-in-the-row')"
        if expected is None:
            owner.execute(insert)
        else:
            with pytest.raises(expected):
                owner.execute(insert)
    text = running.layout.log.read_text()
    assert "duplicate key value" in text
    assert "only-in-the-row" not in text


@pytest.fixture
def closed_home(folder: Path) -> Iterator[Path]:
    """A checkout below a home that is closed to others, its data at root's default place."""
    checkout = folder / "home" / "checkout"
    checkout.mkdir(parents=True)
    (folder / "home").chmod(0o700)
    cluster = Cluster.for_checkout(checkout, durable=False)
    existed = ROOT_BASE.exists()
    yield checkout
    cluster.stop()
    shutil.rmtree(cluster.layout.base)
    if not existed:
        with suppress(OSError):  # another checkout's data came to stand there meanwhile
            ROOT_BASE.rmdir()


@pytest.mark.usefixtures("as_root")
def test_root_runs_a_checkout_below_a_closed_home_and_changes_nothing_there(
    closed_home: Path,
) -> None:
    cluster = Cluster.for_checkout(closed_home, durable=False)
    cluster.start()
    assert cluster.layout.base.parent == ROOT_BASE
    with psycopg.connect(cluster.url("app")) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
    assert _mode(closed_home.parent) == 0o700
    assert list(closed_home.iterdir()) == []
    assert cluster.layout.data.stat().st_uid != 0
