"""Folders on a file system that is full, really: nothing half done, and on it goes with room.

Mounting one needs root; `make disk-full` fills the database's disk too.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cast import PLACE
from tests.city.benefits.conftest import bare_desk
from tests.city.benefits.payments.conftest import desk
from tests.city.benefits.payments.treasury import fund, released, run_of, states
from tests.config.cli.calling import caller
from tests.core.facts.delivering import csv_of, row
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Batch
from yingshang.city.benefits.payments.services import make_batches
from yingshang.config.outages import StorageFull, outage_of
from yingshang.core.facts.models import Snapshot
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.models import Entry

__all__ = ["bare_desk", "desk"]  # fixtures of the payments' own tests
pytestmark = pytest.mark.django_db
SIZE = 256 * 1024


class Disk:
    """A file system of 256 KiB."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ballast = folder, folder / "ballast"

    def fill(self) -> None:
        """To the last byte."""
        with suppress(OSError), self.ballast.open("wb", buffering=0) as file:
            for _ in range(SIZE):
                file.write(bytes(512))
        assert not os.statvfs(self.folder).f_bavail

    def give_back(self) -> None:
        self.ballast.unlink()


@pytest.fixture
def disk(tmp_path) -> Iterator[Disk]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    words = [mount or "mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() or not mount or subprocess.run(words, check=False).returncode:
        pytest.skip("no file system can be mounted here: this needs root")
    yield Disk(folder)
    subprocess.run([umount, str(folder)], check=True)


def test_a_payment_file_that_finds_no_room_is_not_sent_and_goes_out_later(disk, desk, settings):
    settings.PAYMENTS_FOLDER = disk.folder
    fund(desk)
    run = released(desk, run_of(desk))
    disk.fill()
    before = Entry.objects.count()
    with pytest.raises(OSError, match="No space left") as full:
        make_batches(run, Actor.user(desk.payer.pk), desk.later())
    assert isinstance(outage_of(full.value), StorageFull)
    assert set(states(run).values()) == {"released"}
    assert (Batch.objects.count(), Entry.objects.count()) == (0, before)
    disk.give_back()
    (batch,) = make_batches(run, Actor.user(desk.payer.pk), desk.later())
    assert [path.name for path in (folder_of(PLACE) / "outgoing").iterdir()] == [batch.file_name]
    assert set(states(run).values()) == {"sent"}


def test_a_delivery_that_finds_no_room_is_not_kept_and_says_what_to_do(
    disk, capsys, monkeypatch, settings, tmp_path
):
    settings.FACTS_FOLDER = disk.folder
    call = caller(capsys, monkeypatch)
    path = tmp_path / "given.csv"
    path.write_bytes(csv_of(*(row(n) for n in range(1, 40))))
    words = ("facts", "import", path, "--dataset", "social_insurance_premiums",
             "--as-of", "2021-12-31")  # fmt: skip
    disk.fill()
    done = call(*words)
    assert done.code == 1
    assert "There is no room left on the disk." in done.err
    assert "Traceback" not in done.err
    assert not Snapshot.objects.exists()
    disk.give_back()
    assert call(*words).code == 0
    assert [path.suffix for path in disk.folder.rglob("*.*")].count(".parquet") == 1
    assert not list(disk.folder.rglob("*.part"))
